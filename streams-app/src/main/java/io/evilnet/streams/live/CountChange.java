package io.evilnet.streams.live;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.time.Instant;

/**
 * The newest totals of a city in a window.
 *
 * @param windowStart first instant of the window
 * @param city the city, or {@link City#UNRESOLVED}
 * @param counts its totals
 */
public record CountChange(Instant windowStart, City city, Counts counts) {

  public CountChange {
    requireNonNull(windowStart, "windowStart");
    requireNonNull(city, "city");
    requireNonNull(counts, "counts");
  }

  /** Whether it is about the posts that belong to no city. */
  public boolean isUnresolved() {
    return city.id().equals(City.UNRESOLVED.id());
  }
}
