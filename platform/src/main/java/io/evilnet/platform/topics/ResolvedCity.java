package io.evilnet.platform.topics;

import io.evilnet.core.Place;
import io.evilnet.core.StreamLine;
import io.evilnet.core.Tweet;
import io.evilnet.core.TweetParser;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The city in the header {@link TweetHeaders#CITY} of a record. */
public final class ResolvedCity {

  private ResolvedCity() {}

  /**
   * Returns a post in the city that its place was resolved to; any other line, and a post without a
   * valid header, as it is.
   */
  public static StreamLine of(StreamLine line, Headers headers, TweetParser parser) {
    return line instanceof Tweet tweet ? of(tweet, headers, parser) : line;
  }

  /** Returns a post in the city that its place was resolved to; as it is without a valid header. */
  public static Tweet of(Tweet tweet, Headers headers, TweetParser parser) {
    if (!tweet.isPlacedOutsideCities()) {
      return tweet;
    }
    Header header = headers.lastHeader(TweetHeaders.CITY);
    if (header == null || header.value() == null) {
      return tweet;
    }
    Place city = parser.place(header.value());
    return city != null && city.isCity() ? tweet.in(city) : tweet;
  }
}
