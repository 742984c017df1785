package io.evilnet.core;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A city as X describes it: a place of type {@code city}.
 *
 * @param id X's place id, the identity of the city
 * @param fullName the name to show, such as {@code Montréal, Québec}
 * @param countryCode ISO 3166-1 alpha-2 code, such as {@code CA}; {@code ZZ} when it is unknown
 * @param latitude of the middle of the city's bounding box, in degrees north
 * @param longitude of the middle of the city's bounding box, in degrees east
 */
public record City(
    String id, String fullName, String countryCode, double latitude, double longitude)
    implements Serializable {

  /** Stands for the posts that belong to no city, so that they are counted and never dropped. */
  public static final City UNRESOLVED = new City("unresolved", "unresolved", "", 0, 0);

  public City {
    requireNonNull(id, "id");
    requireNonNull(fullName, "fullName");
    requireNonNull(countryCode, "countryCode");
  }
}
