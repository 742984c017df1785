/**
 * Disk spool of lines that Kafka has not acknowledged.
 *
 * <p>Append-only segments of frames with length and checksum; a cursor stores the acknowledged
 * position. One thread appends, one reads and acknowledges.
 */
package io.evilnet.ingest.spool;
