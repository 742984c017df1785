package io.evilnet.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.CanadianCity;
import io.evilnet.core.WorldCity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The bundled tables of cities, the largest cities first. */
final class CityTables {

  /**
   * A city and its population.
   *
   * @param population its population, 1 or more
   */
  record PopulatedCity(SimulatedPlace place, double population) {

    PopulatedCity {
      population = Math.max(1, population);
    }
  }

  private CityTables() {}

  /** Returns the cities and towns of Canada, in the order of the table. */
  static List<PopulatedCity> ofCanada() {
    return CanadianCity.all().stream()
        .map(city -> new PopulatedCity(canadian(city), city.population()))
        .toList();
  }

  /**
   * Returns the cities of other countries: the largest city of each country, then all others, each
   * by population.
   *
   * @param countries two-letter ISO codes; all if empty
   */
  static List<PopulatedCity> abroad(Set<String> countries) {
    List<PopulatedCity> cities = new ArrayList<>();
    Set<String> described = new HashSet<>();
    for (String[] row : rows("world-cities.tsv")) {
      described.add(row[7]);
      if (isSelected(row[5], countries)) {
        cities.add(new PopulatedCity(described(row), Double.parseDouble(row[2])));
      }
    }
    for (WorldCity city : WorldCity.all()) {
      if (isSelected(city.countryCode(), countries) && !described.contains(city.id())) {
        cities.add(new PopulatedCity(ofGeoNames(city), city.population()));
      }
    }
    cities.sort(Comparator.comparingDouble(PopulatedCity::population).reversed());
    List<PopulatedCity> others = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    cities.removeIf(city -> !seen.add(city.place().country()) && others.add(city));
    cities.addAll(others);
    return cities;
  }

  /** Returns the rows of a tab-separated table, without its comments. */
  static List<String[]> rows(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(CityTables.class.getResourceAsStream(resource), UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a bounding box in degrees, as in a JSON array. */
  static String box(double latitude, double longitude, double halfSide) {
    return String.format(
        Locale.ROOT,
        "%.6f,%.6f,%.6f,%.6f",
        longitude - halfSide,
        latitude - halfSide,
        longitude + halfSide,
        latitude + halfSide);
  }

  private static boolean isSelected(String country, Set<String> countries) {
    return countries.isEmpty() || countries.contains(country);
  }

  private static SimulatedPlace canadian(CanadianCity city) {
    boolean isKnown = !city.placeId().isEmpty();
    return new SimulatedPlace(
        isKnown ? city.placeId() : SimulatedPlace.stableId("city", city.fullName()),
        "city",
        city.name(),
        city.fullName(),
        isKnown
            ? city.boundingBox()
            : cityBox(city.population(), city.latitude(), city.longitude()),
        "");
  }

  private static SimulatedPlace described(String[] row) {
    String fullName = row[0] + ", " + row[1];
    return new SimulatedPlace(
        SimulatedPlace.stableId("city", fullName),
        "city",
        row[0],
        fullName,
        cityBox(Double.parseDouble(row[2]), Double.parseDouble(row[3]), Double.parseDouble(row[4])),
        "",
        new Country(row[5], row[6], row.length == 8));
  }

  private static SimulatedPlace ofGeoNames(WorldCity city) {
    String country = new Locale("", city.countryCode()).getDisplayCountry(Locale.ENGLISH);
    return new SimulatedPlace(
        SimulatedPlace.stableId("city", "geonames " + city.id()),
        "city",
        city.name(),
        city.name() + ", " + country,
        cityBox(city.population(), city.latitude(), city.longitude()),
        "",
        new Country(city.countryCode(), country, true));
  }

  private static String cityBox(double population, double latitude, double longitude) {
    // Approximately the built-up area of a city of that population.
    return box(latitude, longitude, 0.02 + 0.0002 * Math.sqrt(population));
  }
}
