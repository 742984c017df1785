package io.evilnet.ingest.gap;

import static java.util.Objects.requireNonNull;

import io.evilnet.infra.topics.StreamGap;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a connection from one process to the next.
 *
 * @param connection its name
 * @param lastByte when its last byte came; empty when none ever did
 * @param open the gap that had begun; empty while it was connected
 */
record ConnectionState(String connection, Optional<Instant> lastByte, Optional<StreamGap> open) {

  ConnectionState {
    requireNonNull(connection, "connection");
    requireNonNull(lastByte, "lastByte");
    requireNonNull(open, "open");
  }
}
