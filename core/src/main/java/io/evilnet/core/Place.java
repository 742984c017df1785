package io.evilnet.core;

import static java.util.Objects.requireNonNull;

/**
 * The place a post is tagged with, from {@code includes.places}.
 *
 * @param type {@code place_type} as sent: {@code city}, {@code poi}, {@code neighborhood}, {@code
 *     admin}, {@code country}, or an unknown one
 * @param city the place as a city, whatever its type: one object for all posts of the place, which
 *     is compared by its identity first
 */
public record Place(String type, City city) {

  public Place {
    requireNonNull(type, "type");
    requireNonNull(city, "city");
  }

  /**
   * Creates a place from X's fields.
   *
   * @param id X's place id
   * @param fullName {@code full_name}; empty when missing
   * @param countryCode {@code country_code} in upper case, otherwise that of the rule which the
   *     post matched; empty if both are missing
   * @param latitude of the middle of the bounding box, in degrees north; 0 when there is no box
   * @param longitude of the middle of the bounding box, in degrees east; 0 when there is no box
   */
  public Place(
      String id,
      String type,
      String fullName,
      String countryCode,
      double latitude,
      double longitude) {
    this(type, new City(id, fullName.isBlank() ? id : fullName, countryCode, latitude, longitude));
  }

  boolean isCity() {
    return type.equals("city");
  }

  /** Returns this place with a country. */
  Place in(String country) {
    return new Place(type, city.in(country));
  }
}
