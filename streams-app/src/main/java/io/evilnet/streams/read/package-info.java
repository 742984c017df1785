/** Reads of counts from Cassandra, for commands and the API. Every query reads known partitions. */
package io.evilnet.streams.read;
