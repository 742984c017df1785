package io.evilnet.infra.topics;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/**
 * When the total in a record of {@code city-counts} changed last, which of two of them holds: a
 * total that is sent again keeps its time. It travels in a header, in ms.
 */
public final class ChangedAt {

  private static final String NAME = "changed-at";

  private ChangedAt() {}

  /** Writes the header. */
  public static Headers addTo(Headers headers, Instant changedAt) {
    InstantHeader.add(headers, NAME, changedAt);
    return headers;
  }

  /** What the header says; empty when there is none, or none that can be read. */
  public static Optional<Instant> in(Headers headers) {
    return InstantHeader.in(headers, NAME);
  }
}
