/** The sink of gaps: writes {@code ingest-gaps} to Cassandra. */
package io.evilnet.streams.gaps;
