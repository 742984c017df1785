package io.evilnet.chaos.oracle;

/**
 * Counts of a row.
 *
 * @param tweets posts
 * @param retweets retweets among them
 * @param users distinct authors
 */
public record Row(long tweets, long retweets, long users) {

  public static final Row NONE = new Row(0, 0, 0);

  /** Returns whether any number is greater than the other's. */
  public boolean exceeds(Row other) {
    return tweets > other.tweets || retweets > other.retweets || users > other.users;
  }

  public Row max(Row other) {
    return new Row(
        Math.max(tweets, other.tweets),
        Math.max(retweets, other.retweets),
        Math.max(users, other.users));
  }

  @Override
  public String toString() {
    return tweets + "/" + retweets + "/" + users;
  }
}
