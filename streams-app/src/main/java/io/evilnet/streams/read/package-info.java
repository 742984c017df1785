/**
 * The read side: what Cassandra holds, for commands and pages. Every query reads known partitions.
 */
package io.evilnet.streams.read;
