package io.evilnet.streams.unusual;

/** The tweets of a subject in each window of a {@link Timeline}; zero without a row. */
final class SubjectTweets {

  private final Subject subject;
  private final int[] tweets;

  /**
   * Creates an instance backed by an array, which is not copied.
   *
   * @param tweets in the order of the windows
   */
  SubjectTweets(Subject subject, int[] tweets) {
    this.subject = subject;
    this.tweets = tweets;
  }

  Subject subject() {
    return subject;
  }

  /** Returns the backing array. */
  int[] tweets() {
    return tweets;
  }
}
