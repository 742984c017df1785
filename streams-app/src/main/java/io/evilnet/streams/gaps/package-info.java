/** The ledger of the times without a connection: from {@code ingest-gaps} to Cassandra. */
package io.evilnet.streams.gaps;
