/** Ledger of the gaps of the stream's connections. */
package io.evilnet.ingest.gap;
