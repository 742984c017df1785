package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import java.util.Locale;

/** The metrics of the ranking. */
public enum Metric {
  TWEETS,
  RETWEETS,
  /** Active users, distinct over all windows of the range. */
  USERS;

  /** Returns the value of the metric. */
  public long of(Counts counts) {
    return switch (this) {
      case TWEETS -> counts.tweets();
      case RETWEETS -> counts.retweets();
      case USERS -> counts.users();
    };
  }

  /** Returns the name in tables and options, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
