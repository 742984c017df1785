package io.evilnet.streams.read;

import static java.util.Comparator.comparing;

import io.evilnet.core.City;
import io.evilnet.core.WorldCity;
import io.evilnet.streams.read.CityNames.Named;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The table of {@link WorldCity}, searched by country, name and position. Uses two megabytes;
 * loaded when the first city outside Canada has been counted.
 */
final class WorldPopulations {

  /** Index of a city that is not in the table. */
  static final int NONE = -1;

  /** Maximum distance between the centres of a city and of its entry in the table, in degrees. */
  private static final double NEAR = 0.3;

  /** Ratio of populations from which the larger one of two cities of the same name is chosen. */
  private static final int FAR_LARGER = 10;

  /** Names of X that differ from the names in the table. */
  private static final Map<String, String> ALIASES =
      Map.of(key("US", "new york"), key("US", "new york city"));

  private record Keyed(String key, WorldCity city) {}

  /** Loads the table on first use. */
  private static final class Holder {
    static final WorldPopulations TABLE = new WorldPopulations(WorldCity.all());
  }

  private final String[] keys;
  private final int[] populations;
  private final float[] latitudes;
  private final float[] longitudes;

  private WorldPopulations(List<WorldCity> cities) {
    List<Keyed> sorted =
        cities.stream()
            .map(city -> new Keyed(key(city), city))
            .sorted(comparing(Keyed::key))
            .toList();
    keys = new String[sorted.size()];
    populations = new int[sorted.size()];
    latitudes = new float[sorted.size()];
    longitudes = new float[sorted.size()];
    for (int i = 0; i < keys.length; i++) {
      WorldCity city = sorted.get(i).city();
      keys[i] = sorted.get(i).key();
      populations[i] = city.population();
      latitudes[i] = (float) city.latitude();
      longitudes[i] = (float) city.longitude();
    }
  }

  static WorldPopulations table() {
    return Holder.TABLE;
  }

  /**
   * Returns the index of the city with the country and name within {@value #NEAR} degrees; of
   * several cities, the one with {@value #FAR_LARGER} times the population of the others; else
   * {@link #NONE}.
   */
  int indexOf(Named named) {
    String name = key(named.city().countryCode(), named.withoutRegion());
    String key = ALIASES.getOrDefault(name, name);
    int first = Arrays.binarySearch(keys, key);
    while (first > 0 && keys[first - 1].equals(key)) {
      first--;
    }
    int found = NONE;
    for (int i = Math.max(0, first); i < keys.length && keys[i].equals(key); i++) {
      if (isNear(i, named.city())) {
        if (found == NONE) {
          found = i;
        } else if (populations[found] < FAR_LARGER * populations[i]) { // larger first
          return NONE;
        }
      }
    }
    return found;
  }

  int population(int index) {
    return populations[index];
  }

  private boolean isNear(int index, City city) {
    return Math.abs(latitudes[index] - city.latitude()) <= NEAR
        && Math.abs(longitudes[index] - city.longitude()) <= NEAR;
  }

  private static String key(WorldCity city) {
    return key(city.countryCode(), CityNames.fold(CityNames.withoutRegion(city.name())));
  }

  private static String key(String countryCode, String name) {
    return countryCode + " " + name;
  }
}
