package io.evilnet.ingest.line;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A line with where and when it came in.
 *
 * @param site label of the collector, 1 to 64 letters, digits, dots, hyphens and underscores
 * @param receivedAt when it was complete here
 * @param line its bytes
 * @param author of the post that it is known to be; empty when nobody has looked, or it is none
 */
public record ReceivedLine(String site, Instant receivedAt, RawLine line, OptionalLong author) {

  /** Compiled once: there is one of these for each post. */
  private static final Predicate<String> IS_SITE =
      Pattern.compile("[A-Za-z0-9._-]{1,64}").asMatchPredicate();

  public ReceivedLine {
    requireNonNull(site, "site");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(line, "line");
    requireNonNull(author, "author");
    if (!IS_SITE.test(site)) {
      throw new IllegalArgumentException(
          "site must be 1 to 64 letters, digits, '.', '-' and '_', but is '" + site + "'");
    }
  }

  /** A line that nobody has looked at. */
  public ReceivedLine(String site, Instant receivedAt, RawLine line) {
    this(site, receivedAt, line, OptionalLong.empty());
  }
}
