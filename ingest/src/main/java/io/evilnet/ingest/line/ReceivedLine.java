package io.evilnet.ingest.line;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A line with where and when it came in.
 *
 * @param site label of the collector, 1 to 64 letters, digits, dots, hyphens and underscores
 * @param receivedAt when it was complete here
 * @param line its bytes
 * @param author of the post that it is known to be; empty when nobody has looked, or it is none
 */
public record ReceivedLine(String site, Instant receivedAt, RawLine line, OptionalLong author) {

  private static final int LONGEST_SITE = 64;

  public ReceivedLine {
    requireNonNull(site, "site");
    requireNonNull(receivedAt, "receivedAt");
    requireNonNull(line, "line");
    requireNonNull(author, "author");
    if (!isSite(site)) {
      throw new IllegalArgumentException(
          "site must be 1 to 64 letters, digits, '.', '-' and '_', but is '" + site + "'");
    }
  }

  /** A line that nobody has looked at. */
  public ReceivedLine(String site, Instant receivedAt, RawLine line) {
    this(site, receivedAt, line, OptionalLong.empty());
  }

  // By hand and not by a pattern: there is one of these for each post, twice.
  private static boolean isSite(String site) {
    for (int i = 0; i < site.length(); i++) {
      char c = site.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return !site.isEmpty() && site.length() <= LONGEST_SITE;
  }
}
