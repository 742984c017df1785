package io.evilnet.ingest.line;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A line with where and when it came in.
 *
 * @param site label of the collector, 1 to 64 letters, digits, dots, hyphens and underscores
 * @param receivedAt when it was complete here
 * @param line its bytes
 */
public record ReceivedLine(String site, Instant receivedAt, RawLine line) {

  public ReceivedLine {
    requireNonNull(site, "site");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(line, "line");
    if (!site.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException(
          "site must be 1 to 64 letters, digits, '.', '-' and '_', but is '" + site + "'");
    }
  }
}
