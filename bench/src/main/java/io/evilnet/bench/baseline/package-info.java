/**
 * The baselines of the catch-up benchmark, each a separate process.
 *
 * <p>They share no counting code with streams-app, and are simplified in their favour.
 */
package io.evilnet.bench.baseline;
