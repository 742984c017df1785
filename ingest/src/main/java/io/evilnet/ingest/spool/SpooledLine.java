package io.evilnet.ingest.spool;

import io.evilnet.ingest.line.ReceivedLine;

/**
 * A line read from the spool.
 *
 * @param line the line as it was appended
 * @param end position after it, to be acknowledged when Kafka has acknowledged it and all earlier
 *     lines
 */
public record SpooledLine(ReceivedLine line, SpoolPosition end) {}
