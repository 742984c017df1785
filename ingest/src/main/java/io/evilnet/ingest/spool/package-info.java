/**
 * What was received and is not yet acknowledged by Kafka, on disk.
 *
 * <p>Append-only segments of frames, each with its length and checksum; a cursor says how far Kafka
 * has acknowledged. One thread appends, one reads and acknowledges.
 */
package io.evilnet.ingest.spool;
