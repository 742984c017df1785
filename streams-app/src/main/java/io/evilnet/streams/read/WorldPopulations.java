package io.evilnet.streams.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.evilnet.core.City;
import io.evilnet.core.WorldCity;
import io.evilnet.streams.read.CityNames.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table of {@link WorldCity}, searched by country, name and position. Uses five megabytes;
 * loaded when the first city outside Canada has been counted.
 */
final class WorldPopulations {

  /** Maximum distance between the centres of a city and of its entry in the table, in degrees. */
  private static final double NEAR = 0.3;

  /** Ratio of populations from which the larger one of two cities of the same name is chosen. */
  private static final int FAR_LARGER = 10;

  /** Names of X that differ from the names in the table. */
  private static final Map<String, String> ALIASES =
      Map.of(key("US", "new york"), key("US", "new york city"));

  /** An entry of the table, without the fields that are not needed. */
  record Entry(int population, float latitude, float longitude) {

    private static Entry of(WorldCity city) {
      return new Entry(city.population(), (float) city.latitude(), (float) city.longitude());
    }

    private boolean isNear(City city) {
      return Math.abs(latitude - city.latitude()) <= NEAR
          && Math.abs(longitude - city.longitude()) <= NEAR;
    }
  }

  /** Loads the table on first use; the entries of a key are sorted by population, descending. */
  private static final class Holder {
    static final Map<String, List<Entry>> TABLE =
        WorldCity.all().stream()
            .collect(groupingBy(WorldPopulations::key, mapping(Entry::of, toList())));
  }

  private WorldPopulations() {}

  /**
   * Returns the entry with the country and name within {@value #NEAR} degrees; of several, the one
   * with {@value #FAR_LARGER} times the population of the others.
   */
  static Optional<Entry> of(Named named) {
    String name = key(named.city().countryCode(), named.withoutRegion());
    List<Entry> near =
        Holder.TABLE.getOrDefault(ALIASES.getOrDefault(name, name), List.of()).stream()
            .filter(entry -> entry.isNear(named.city()))
            .toList();
    return near.stream()
        .findFirst()
        .filter(one -> near.size() == 1 || one.population >= FAR_LARGER * near.get(1).population);
  }

  private static String key(WorldCity city) {
    return key(city.countryCode(), CityNames.fold(CityNames.withoutRegion(city.name())));
  }

  private static String key(String countryCode, String name) {
    return countryCode + " " + name;
  }
}
