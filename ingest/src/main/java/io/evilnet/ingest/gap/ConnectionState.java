package io.evilnet.ingest.gap;

import static java.util.Objects.requireNonNull;

import io.evilnet.platform.topics.StreamGap;
import java.time.Instant;
import java.util.Optional;

/**
 * State of a connection that survives a restart.
 *
 * @param connection its name
 * @param lastByte time of its last byte; empty if there was none
 * @param open the open gap; empty while it is connected
 */
record ConnectionState(String connection, Optional<Instant> lastByte, Optional<StreamGap> open) {

  ConnectionState {
    requireNonNull(connection, "connection");
    requireNonNull(lastByte, "lastByte");
    requireNonNull(open, "open");
  }
}
