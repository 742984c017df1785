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
   * Returns a post in the city that its place was resolved to, or a retweet with the city of the
   * retweeted post. Returns other lines, and posts without a valid header, unchanged.
   */
  public static StreamLine of(StreamLine line, Headers headers, TweetParser parser) {
    return line instanceof Tweet tweet ? of(tweet, headers, parser) : line;
  }

  /** As {@link #of(StreamLine, Headers, TweetParser)}, for a post. */
  public static Tweet of(Tweet tweet, Headers headers, TweetParser parser) {
    boolean isRetweet = tweet.isRetweetWithoutPlace();
    if (!isRetweet && !tweet.isPlacedOutsideCities()) {
      return tweet;
    }
    Header header = headers.lastHeader(TweetHeaders.CITY);
    if (header == null || header.value() == null) {
      return tweet;
    }
    Place city = parser.place(header.value());
    if (city == null || !city.isCity()) {
      return tweet;
    }
    return isRetweet ? tweet.retweetOf(city) : tweet.in(city);
  }
}
