package io.evilnet.streams.ranking;

import io.evilnet.core.Counts;
import java.util.Locale;

/** What cities are ranked by. */
public enum Metric {
  TWEETS,
  RETWEETS,
  /** Active users, each once however many windows of the time they are active in. */
  USERS;

  /** Its value among {@code counts}. */
  public long of(Counts counts) {
    return switch (this) {
      case TWEETS -> counts.tweets();
      case RETWEETS -> counts.retweets();
      case USERS -> counts.users();
    };
  }

  /** The name as tables and options have it: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
