package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Instant;

/**
 * A city and a window, the key of a count.
 *
 * <p>Used as a map key for every tweet, so {@code equals} and {@code hashCode} are hand-written:
 * those of a record are called through method handles, which the C1 compiler does not inline, and
 * take four times as long.
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

  /** Returns false if this is a key of {@link City#UNRESOLVED} or {@link City#CONTAINED}. */
  public boolean isOfRealCity() {
    return City.isReal(cityId);
  }
}
