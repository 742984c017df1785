package io.evilnet.ingest.line;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A line with its origin and time of receipt.
 *
 * @param site label of the collector, 1 to 64 letters, digits, dots, hyphens and underscores
 * @param receivedAt time at which it was complete
 * @param line its bytes
 * @param author author of the post; empty if the line has not been parsed, or is not a post
 * @param city city that the post's place was resolved to, or that receives it as a retweet, the
 *     value of {@link io.evilnet.platform.topics.TweetHeaders#CITY}; empty without one
 */
public record ReceivedLine(
    String site, Instant receivedAt, RawLine line, OptionalLong author, String city) {

  /** A line that has not been parsed. */
  public ReceivedLine(String site, Instant receivedAt, RawLine line) {
    this(site, receivedAt, line, OptionalLong.empty(), "");
  }

  /** A parsed post. */
  public static ReceivedLine ofPost(
      String site, Instant receivedAt, RawLine line, long author, String city) {
    return new ReceivedLine(site, receivedAt, line, OptionalLong.of(author), city);
  }
}
