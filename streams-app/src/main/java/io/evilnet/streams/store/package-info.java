/** The connection to Cassandra, shared by the parts of the process. */
package io.evilnet.streams.store;
