package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A city as delivered by X: a place of type {@code city}. {@code equals} and {@code hashCode} are
 * hand-written for the reason given in {@link CityWindow}.
 *
 * @param id X's place id, the identity of the city
 * @param fullName the display name, such as {@code Montréal, Québec}
 * @param countryCode ISO 3166-1 alpha-2 code, such as {@code CA}; {@code ZZ} when it is unknown
 * @param latitude of the center of the city's bounding box, in degrees north
 * @param longitude of the center of the city's bounding box, in degrees east
 */
public record City(
    String id, String fullName, String countryCode, double latitude, double longitude)
    implements Serializable {

  /** The city of posts without a city, which are counted and never dropped. */
  public static final City UNRESOLVED = new City("unresolved", "unresolved", "", 0, 0);

  /**
   * An additional total of the posts that are counted in a city because their place is contained in
   * it.
   */
  public static final City CONTAINED = new City("contained", "contained", "", 0, 0);

  public City {
    requireNonNull(id, "id");
    requireNonNull(fullName, "fullName");
    requireNonNull(countryCode, "countryCode");
  }

  /** Returns false for {@link #UNRESOLVED} and {@link #CONTAINED}. */
  public boolean isReal() {
    return isReal(id);
  }

  /** Returns false for the ids of {@link #UNRESOLVED} and {@link #CONTAINED}. */
  static boolean isReal(String id) {
    return !id.equals(UNRESOLVED.id) && !id.equals(CONTAINED.id);
  }

  /** Returns this city with a country; this object if it already has it. */
  City in(String country) {
    return country.equals(countryCode)
        ? this
        : new City(id, fullName, country, latitude, longitude);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof City city
            && id.equals(city.id)
            && fullName.equals(city.fullName)
            && countryCode.equals(city.countryCode)
            && Double.compare(latitude, city.latitude) == 0
            && Double.compare(longitude, city.longitude) == 0);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
