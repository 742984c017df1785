package io.evilnet.streams.unusual;

/** Tweets of a subject in each window of a {@link Timeline}; zero where it has no row. */
final class SubjectTweets {

  private final Subject subject;
  private final int[] tweets;

  /**
   * Takes an array, which is not copied.
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

  /** Not a copy. */
  int[] tweets() {
    return tweets;
  }
}
