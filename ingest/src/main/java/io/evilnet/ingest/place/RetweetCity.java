package io.evilnet.ingest.place;

import java.util.Locale;

/** The cities that receive native retweets, which have no place. */
public enum RetweetCity {
  /** None. */
  NONE,
  /** That of the original post, if it was received within the retention. */
  ORIGINAL;

  /** Returns the value of the setting. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
