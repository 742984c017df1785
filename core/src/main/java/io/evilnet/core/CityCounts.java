package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * The totals of a city in a window.
 *
 * @param city the city, {@link City#UNRESOLVED} or {@link City#CONTAINED}
 * @param counts the absolute totals of the city
 * @param users the sketch of its users, for the distinct users of several windows; {@link
 *     UserSketch#NONE} if absent
 */
public record CityCounts(City city, Counts counts, UserSketch users) implements Serializable {

  public CityCounts {
    requireNonNull(city, "city");
    requireNonNull(counts, "counts");
    requireNonNull(users, "users");
  }

  /** Creates totals without a sketch of the users. */
  public CityCounts(City city, Counts counts) {
    this(city, counts, UserSketch.NONE);
  }
}
