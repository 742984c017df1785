package io.evilnet.core;

import static java.util.Objects.requireNonNull;

/**
 * The place a post is tagged with, from {@code includes.places}.
 *
 * @param id X's place id
 * @param type {@code place_type} as sent: {@code city}, {@code poi}, {@code neighborhood}, {@code
 *     admin}, {@code country}, or an unknown one
 * @param fullName {@code full_name}; empty when missing
 * @param countryCode {@code country_code} in upper case, otherwise that of the rule which the post
 *     matched; empty if both are missing
 * @param latitude of the middle of the bounding box, in degrees north; 0 when there is no box
 * @param longitude of the middle of the bounding box, in degrees east; 0 when there is no box
 */
public record Place(
    String id,
    String type,
    String fullName,
    String countryCode,
    double latitude,
    double longitude) {

  public Place {
    requireNonNull(id, "id");
    requireNonNull(type, "type");
    requireNonNull(fullName, "fullName");
    requireNonNull(countryCode, "countryCode");
  }

  boolean isCity() {
    return type.equals("city");
  }

  /** Returns this place with a country. */
  Place in(String country) {
    return new Place(id, type, fullName, country, latitude, longitude);
  }

  City asCity(String country) {
    return new City(id, fullName.isBlank() ? id : fullName, country, latitude, longitude);
  }
}
