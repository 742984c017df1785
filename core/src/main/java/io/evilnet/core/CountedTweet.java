package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * The retained state of a counted tweet: its window, city, identity and author.
 *
 * @param windowStart the start of its window
 * @param tweetId {@link Tweet#id()}
 * @param authorId {@link Tweet#authorId()}
 * @param cityId {@link City#id()} of its city, or of {@link City#UNRESOLVED}
 * @param retweet true if it counts as a retweet
 * @param contained {@link Tweet#contained()}; false without a city
 */
public record CountedTweet(
    Instant windowStart,
    long tweetId,
    long authorId,
    String cityId,
    boolean retweet,
    boolean contained) {

  /** Creates a tweet whose place is its city, or which has none. */
  public CountedTweet(
      Instant windowStart, long tweetId, long authorId, String cityId, boolean retweet) {
    this(windowStart, tweetId, authorId, cityId, retweet, false);
  }

  public CountedTweet {
    requireNonNull(windowStart, "windowStart");
    requireNonNull(cityId, "cityId");
  }
}
