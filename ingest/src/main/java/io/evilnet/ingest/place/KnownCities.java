package io.evilnet.ingest.place;

import io.evilnet.core.Box;
import io.evilnet.core.Place;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cities that occurred in posts, by id and by location. Thread-safe.
 *
 * <p>At most {@value #MAX_CITIES} cities are held, some 600 bytes each; X has about 150,000.
 */
final class KnownCities {

  private static final int MAX_CITIES = 200_000;

  /** Maximum number of cells of an indexed box: larger boxes are not those of cities. */
  private static final int MAX_CELLS = 64;

  private static final int CELLS_PER_CIRCLE = 360;

  private final Map<String, KnownCity> byId = new ConcurrentHashMap<>();

  /** Cities by the cells of one degree that their boxes intersect. */
  private final Map<Integer, List<KnownCity>> byCell = new HashMap<>();

  /**
   * Adds a city, or replaces one with other fields.
   *
   * @return the added city; null if it is known, or if there are too many
   */
  KnownCity add(Place city) {
    KnownCity known = byId.get(city.city().id());
    if (known == null) {
      return byId.size() < MAX_CITIES ? put(KnownCity.of(city)) : null;
    }
    boolean isUnchanged =
        known.place().city().equals(city.city()) && Objects.equals(known.place().box(), city.box());
    return isUnchanged ? null : put(KnownCity.of(city));
  }

  private synchronized KnownCity put(KnownCity city) {
    KnownCity before = byId.put(city.place().city().id(), city);
    if (before != null) {
      cells(before).forEach(cell -> byCell.get(cell).remove(before));
    }
    cells(city)
        .forEach(cell -> byCell.computeIfAbsent(cell, absent -> new ArrayList<>(1)).add(city));
    return city;
  }

  /** Returns the city with an id; null if it is unknown. */
  KnownCity get(String id) {
    return byId.get(id);
  }

  /** Returns the first city of {@code contained_within}; null if none of them is known. */
  KnownCity containing(Place place) {
    for (String id : place.containedWithin()) {
      KnownCity city = byId.get(id);
      if (city != null) {
        return city;
      }
    }
    return null;
  }

  /**
   * Returns the only city of the same country whose box contains the middle of the place's box;
   * null if there are none or several.
   */
  synchronized KnownCity around(Place place) {
    if (place.box() == null) {
      return null;
    }
    double latitude = place.box().middleLatitude();
    double longitude = place.box().middleLongitude();
    String country = place.city().countryCode();
    KnownCity only = null;
    for (KnownCity city : byCell.getOrDefault(cell(floor(latitude), floor(longitude)), List.of())) {
      if (city.place().box().contains(latitude, longitude)
          && city.place().city().countryCode().equals(country)) {
        if (only != null) {
          return null;
        }
        only = city;
      }
    }
    return only;
  }

  Collection<KnownCity> all() {
    return byId.values();
  }

  private static List<Integer> cells(KnownCity city) {
    Box box = city.place().box();
    if (box == null) {
      return List.of();
    }
    int east = floor(box.east()) + (box.crossesAntimeridian() ? CELLS_PER_CIRCLE : 0);
    List<Integer> cells = new ArrayList<>();
    for (int latitude = floor(box.south()); latitude <= floor(box.north()); latitude++) {
      for (int longitude = floor(box.west()); longitude <= east; longitude++) {
        if (cells.size() == MAX_CELLS) {
          return List.of();
        }
        cells.add(cell(latitude, longitude));
      }
    }
    return cells;
  }

  private static int cell(int latitude, int longitude) {
    return latitude * CELLS_PER_CIRCLE + Math.floorMod(longitude, CELLS_PER_CIRCLE);
  }

  private static int floor(double degrees) {
    return (int) Math.floor(degrees);
  }
}
