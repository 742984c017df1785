package io.evilnet.streams.read;

import io.evilnet.core.Region;

/**
 * A country, or a region of one.
 *
 * @param countryCode ISO 3166-1 alpha-2 code
 * @param region the key of a {@link Region}; empty for the country
 */
public record Area(String countryCode, String region) {

  /** The area of an unknown city. */
  public static final Area UNKNOWN = country("");

  /** Returns a country. */
  public static Area country(String code) {
    return new Area(code, "");
  }

  /** Returns the level of the area. */
  public Level level() {
    return region.isEmpty() ? Level.COUNTRY : Level.REGION;
  }

  /** Returns true for itself, and for the regions of a country. */
  public boolean contains(Area other) {
    return countryCode.equals(other.countryCode)
        && (region.isEmpty() || region.equals(other.region));
  }
}
