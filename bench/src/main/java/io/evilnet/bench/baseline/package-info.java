/**
 * The programs that the catch-up is measured against, each a process of its own.
 *
 * <p>They share no code with the counting. Where a choice had to be made it is in their favour.
 */
package io.evilnet.bench.baseline;
