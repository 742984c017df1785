package io.evilnet.core;

import static java.util.Objects.requireNonNull;

/**
 * What a city amounts to in a window.
 *
 * @param city the city, or {@link City#UNRESOLVED}
 * @param counts its absolute totals
 */
public record CityCounts(City city, Counts counts) {

  public CityCounts {
    requireNonNull(city, "city");
    requireNonNull(counts, "counts");
  }
}
