package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What a city amounts to in a window.
 *
 * @param city the city, or {@link City#UNRESOLVED}
 * @param counts its absolute totals
 * @param users who its users are, to tell those of several windows apart; none where it is not kept
 */
public record CityCounts(City city, Counts counts, UserSketch users) implements Serializable {

  public CityCounts {
    requireNonNull(city, "city");
    requireNonNull(counts, "counts");
    requireNonNull(users, "users");
  }

  /** Without its users. */
  public CityCounts(City city, Counts counts) {
    this(city, counts, UserSketch.NONE);
  }
}
