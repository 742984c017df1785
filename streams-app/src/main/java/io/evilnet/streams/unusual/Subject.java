package io.evilnet.streams.unusual;

import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;

/**
 * The subject of a comparison: a city, all cities of an area, or all cities.
 *
 * @param cityId place id of X; empty for several cities
 * @param name name of the city, or of several, such as {@code all cities of Québec, CA}
 * @param area the area, or the smallest one with the city; {@link Area#UNKNOWN} for all cities
 * @param region name of the region; null without one
 */
public record Subject(Scope scope, String cityId, String name, Area area, String region) {

  /** All cities. */
  public static final Subject WORLD =
      new Subject(Scope.WORLD, "", "all cities", Area.UNKNOWN, null);

  /** Returns a city. */
  public static Subject city(String cityId, String name, Areas areas) {
    Area area = areas.of(cityId);
    return new Subject(Scope.CITY, cityId, name, area, areas.region(area));
  }

  /** Returns the cities of a country or region. */
  public static Subject area(Area area, Areas areas) {
    return new Subject(
        Scope.valueOf(area.level().name()),
        "",
        "all cities of " + areas.label(area),
        area,
        areas.region(area));
  }

  /** Returns the ISO 3166-1 alpha-2 code of the country; null if it is unknown. */
  String countryCode() {
    return area.equals(Area.UNKNOWN) ? null : area.countryCode();
  }

  /** Returns an identifier: the place id, {@code CA}, {@code CA/quebec}, or empty for all. */
  String key() {
    return switch (scope) {
      case WORLD -> "";
      case COUNTRY -> area.countryCode();
      case REGION -> area.countryCode() + "/" + area.region();
      case CITY -> cityId;
    };
  }
}
