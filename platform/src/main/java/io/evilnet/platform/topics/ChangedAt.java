package io.evilnet.platform.topics;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * Header with the time at which the total in a record of {@code city-counts} last changed, in ms.
 * The later of two totals is valid; a total that is emitted again keeps its time.
 */
public final class ChangedAt {

  private static final String NAME = "changed-at";

  private ChangedAt() {}

  /** Writes the header. */
  public static Headers addTo(Headers headers, Instant changedAt) {
    InstantHeader.add(headers, NAME, changedAt);
    return headers;
  }

  /** Returns the value of the header; empty if it is missing or malformed. */
  public static Optional<Instant> in(Headers headers) {
    return InstantHeader.in(headers, NAME);
  }
}
