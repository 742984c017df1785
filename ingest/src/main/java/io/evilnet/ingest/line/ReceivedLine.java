package io.evilnet.ingest.line;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A line with where and when it came in.
 *
 * @param site label of the collector, 1 to 64 letters, digits, dots, hyphens and underscores
 * @param receivedAt when it was complete here
 * @param line its bytes
 */
public record ReceivedLine(String site, Instant receivedAt, RawLine line) {

  /** Compiled once: there is one of these for each post. */
  private static final Predicate<String> IS_SITE =
      Pattern.compile("[A-Za-z0-9._-]{1,64}").asMatchPredicate();

  public ReceivedLine {
    requireNonNull(site, "site");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(line, "line");
    if (!IS_SITE.test(site)) {
      throw new IllegalArgumentException(
          "site must be 1 to 64 letters, digits, '.', '-' and '_', but is '" + site + "'");
    }
  }
}
