/** The ledger of the times in which there was no connection to the stream. */
package io.evilnet.ingest.gap;
