package io.evilnet.ingest.spool;

import io.evilnet.ingest.line.ReceivedLine;

/**
 * A line out of the spool.
 *
 * @param line as it was appended
 * @param end the position after it: what is acknowledged when Kafka has it and all before it
 */
public record SpooledLine(ReceivedLine line, SpoolPosition end) {}
