/** The contract of all counting engines: posts in, rows out. */
package io.evilnet.contract;
