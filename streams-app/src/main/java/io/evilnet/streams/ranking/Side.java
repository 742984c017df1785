package io.evilnet.streams.ranking;

import java.util.Locale;

/** Which end of the ranking. */
public enum Side {
  /** The highest values first. */
  TOP,
  /** The lowest values first, zero included, among the cities that have a tweet. */
  WORST;

  /** The name as tables have it: lower case. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
