/** The gaps of the stream: from {@code ingest-gaps} to Cassandra. */
package io.evilnet.streams.gaps;
