package io.evilnet.core;

import java.io.Serializable;

/**
 * The absolute totals of a city in a window.
 *
 * @param tweets distinct posts of every kind
 * @param retweets tweets with a reference of a configured kind
 * @param users distinct authors of the tweets, exact
 * @param receivedRetweets retweets without a city whose original post is of this city; not included
 *     in {@code tweets}
 */
public record Counts(long tweets, long retweets, long users, long receivedRetweets)
    implements Serializable {

  public static final Counts ZERO = new Counts(0, 0, 0);

  /** Creates counts without received retweets. */
  public Counts(long tweets, long retweets, long users) {
    this(tweets, retweets, users, 0);
  }

  /** Returns these counts with another number of users. */
  public Counts withUsers(long distinct) {
    return new Counts(tweets, retweets, distinct, receivedRetweets);
  }

  /** Returns the sum; correct for counts of disjoint authors, such as those of two partitions. */
  public Counts plus(Counts other) {
    return new Counts(
        tweets + other.tweets,
        retweets + other.retweets,
        users + other.users,
        receivedRetweets + other.receivedRetweets);
  }

  /** Returns the maximum of each metric: the newer of two totals of a monotonic count. */
  public Counts max(Counts other) {
    return new Counts(
        Math.max(tweets, other.tweets),
        Math.max(retweets, other.retweets),
        Math.max(users, other.users),
        Math.max(receivedRetweets, other.receivedRetweets));
  }
}
