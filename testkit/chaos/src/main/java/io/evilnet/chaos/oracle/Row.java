package io.evilnet.chaos.oracle;

/**
 * Counts of a row.
 *
 * @param tweets posts
 * @param retweets retweets among them
 * @param users distinct authors
 * @param received retweets without a city of posts of the city
 */
public record Row(long tweets, long retweets, long users, long received) {

  public static final Row NONE = new Row(0, 0, 0);

  /** A row without received retweets. */
  public Row(long tweets, long retweets, long users) {
    this(tweets, retweets, users, 0);
  }

  /** Returns whether any number is greater than the other's. */
  public boolean exceeds(Row other) {
    return tweets > other.tweets
        || retweets > other.retweets
        || users > other.users
        || received > other.received;
  }

  public Row max(Row other) {
    return new Row(
        Math.max(tweets, other.tweets),
        Math.max(retweets, other.retweets),
        Math.max(users, other.users),
        Math.max(received, other.received));
  }

  @Override
  public String toString() {
    return tweets + "/" + retweets + "/" + users + "/" + received;
  }
}
