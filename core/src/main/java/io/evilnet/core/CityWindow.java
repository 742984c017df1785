package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;

/**
 * One city in one window: what a count is kept for.
 *
 * @param windowStart the first instant of the window, inclusive, UTC
 * @param cityId {@link City#id()}
 */
public record CityWindow(Instant windowStart, String cityId) implements Serializable {

  public CityWindow {
    requireNonNull(windowStart, "windowStart");
    requireNonNull(cityId, "cityId");
  }

  /** Whether this counts the posts without a city. */
  public boolean isUnresolved() {
    return cityId.equals(City.UNRESOLVED.id());
  }
}
