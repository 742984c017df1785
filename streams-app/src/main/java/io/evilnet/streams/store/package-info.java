/** The connection to Cassandra that the parts of the process share. */
package io.evilnet.streams.store;
