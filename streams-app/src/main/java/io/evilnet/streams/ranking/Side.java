package io.evilnet.streams.ranking;

import java.util.Locale;

/** An end of the ranking. */
public enum Side {
  /** The highest values first. */
  TOP,
  /** The lowest values first, zero included, among the cities that have a tweet. */
  WORST;

  /** Returns the name in tables, in lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
