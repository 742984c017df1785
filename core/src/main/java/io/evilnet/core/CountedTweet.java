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
 * @param retweetedCityId {@link City#id()} of the city of the retweeted post, which receives the
 *     retweet; null without one
 */
public record CountedTweet(
    Instant windowStart,
    long tweetId,
    long authorId,
    String cityId,
    boolean retweet,
    boolean contained,
    String retweetedCityId) {

  /** Creates a tweet without a retweeted city. */
  public CountedTweet(
      Instant windowStart,
      long tweetId,
      long authorId,
      String cityId,
      boolean retweet,
      boolean contained) {
    this(windowStart, tweetId, authorId, cityId, retweet, contained, null);
  }

  /** Creates a tweet whose place is a city, or a tweet without a place. */
  public CountedTweet(
      Instant windowStart, long tweetId, long authorId, String cityId, boolean retweet) {
    this(windowStart, tweetId, authorId, cityId, retweet, false);
  }

  /** Returns this tweet as a retweet of a post of a city. */
  public CountedTweet retweetOf(String retweeted) {
    return new CountedTweet(windowStart, tweetId, authorId, cityId, retweet, contained, retweeted);
  }

  public CountedTweet {
    requireNonNull(windowStart, "windowStart");
    requireNonNull(cityId, "cityId");
  }
}
