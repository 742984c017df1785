package io.evilnet.infra.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * When the total in a record of {@code city-counts} changed last, which of two of them holds: a
 * total that is sent again keeps its time. It travels in a header, as an ISO 8601 instant.
 */
public final class ChangedAt {

  private static final String NAME = "changed-at";

  private ChangedAt() {}

  /** Writes the header. */
  public static Headers addTo(Headers headers, Instant changedAt) {
    return headers.add(NAME, changedAt.toString().getBytes(UTF_8));
  }

  /** What the header says; empty when there is none, or none that can be read. */
  public static Optional<Instant> in(Headers headers) {
    Header header = headers.lastHeader(NAME);
    if (header == null || header.value() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(new String(header.value(), UTF_8)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
