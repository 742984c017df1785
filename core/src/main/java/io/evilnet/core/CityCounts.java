package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What a city amounts to in a window.
 *
 * @param city the city, or {@link City#UNRESOLVED}
 * @param counts its absolute totals
 */
public record CityCounts(City city, Counts counts) implements Serializable {

  public CityCounts {
    requireNonNull(city, "city");
    requireNonNull(counts, "counts");
  }
}
