package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;

/**
 * One city in one window: what a count is kept for.
 *
 * <p>It is the key of maps on the path of every tweet, so it compares itself: what a record gets
 * for that is called through method handles, which the first tier of the compiler does not inline,
 * and takes four times as long.
 *
 * @param windowStart the first instant of the window, inclusive, UTC
 * @param cityId {@link City#id()}
 */
public record CityWindow(Instant windowStart, String cityId) implements Serializable {

  public CityWindow {
    requireNonNull(windowStart, "windowStart");
    requireNonNull(cityId, "cityId");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CityWindow key
        && cityId.equals(key.cityId)
        && windowStart.equals(key.windowStart);
  }

  @Override
  public int hashCode() {
    return 31 * windowStart.hashCode() + cityId.hashCode();
  }

  /** Whether this counts the posts without a city. */
  public boolean isUnresolved() {
    return cityId.equals(City.UNRESOLVED.id());
  }
}
