package io.evilnet.ingest.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The places posts are tagged with: cities by population, and what is not a city. */
final class Gazetteer {

  private static final Logger LOG = LoggerFactory.getLogger(Gazetteer.class);

  private static final String NO_CITY = "-";

  private final List<SimulatedPlace> cities;
  private final double[] cumulativePopulation;
  private final Map<String, List<SimulatedPlace>> others;

  private Gazetteer(
      List<SimulatedPlace> cities,
      double[] cumulativePopulation,
      Map<String, List<SimulatedPlace>> others) {
    this.cities = cities;
    this.cumulativePopulation = cumulativePopulation;
    this.others = others;
  }

  /**
   * The gazetteer of some countries: cities and towns of Canada, large cities elsewhere. All that
   * is not a city lies in Canada.
   *
   * @param countries two-letter ISO codes; all when empty, and when there is no city in any of them
   * @param leastCities so many cities at least, numbered ones beside the real ones when there are
   *     fewer
   */
  static Gazetteer of(Set<String> countries, int leastCities) {
    List<SimulatedPlace> cities = new ArrayList<>();
    List<Double> populations = new ArrayList<>();
    Map<String, String> cityIds = new HashMap<>();
    boolean isCanadaWanted = countries.isEmpty() || countries.contains(Country.CANADA.code());
    for (String[] row : rows("cities.tsv")) {
      SimulatedPlace city = city(row);
      cityIds.putIfAbsent(city.name(), city.id());
      if (isCanadaWanted) {
        cities.add(city);
        populations.add(Double.valueOf(row[2]));
      }
    }
    for (String[] row : rows("world-cities.tsv")) {
      if (countries.isEmpty() || countries.contains(row[5])) {
        cities.add(cityAbroad(row));
        populations.add(Double.valueOf(row[2]));
      }
    }
    if (cities.isEmpty()) {
      LOG.warn("The simulator has no city in {}: it makes posts of all its cities", countries);
      return of(Set.of(), leastCities);
    }
    addNumbered(cities, populations, leastCities);
    Map<String, List<SimulatedPlace>> others = new HashMap<>();
    for (String[] row : rows("other-places.tsv")) {
      others.computeIfAbsent(row[0], type -> new ArrayList<>()).add(otherPlace(row, cityIds));
    }
    return new Gazetteer(List.copyOf(cities), cumulate(populations), others);
  }

  List<SimulatedPlace> cities() {
    return cities;
  }

  /** The city in which a share of the people lives, counted from the first city on. */
  SimulatedPlace cityAt(double shareOfPeople) {
    double people = shareOfPeople * cumulativePopulation[cumulativePopulation.length - 1];
    int found = Arrays.binarySearch(cumulativePopulation, people);
    int index = found >= 0 ? found + 1 : -found - 1;
    return cities.get(Math.min(index, cities.size() - 1));
  }

  /** Any place of a type that is not {@code city}. */
  SimulatedPlace anyOf(String type, SplittableRandom random) {
    List<SimulatedPlace> places = others.get(type);
    return places.get(random.nextInt(places.size()));
  }

  /** The second, third … city of a name has a half, a third … of the people of the first. */
  private static void addNumbered(
      List<SimulatedPlace> cities, List<Double> populations, int leastCities) {
    int real = cities.size();
    for (int i = real; i < leastCities; i++) {
      int number = i / real + 1;
      cities.add(cities.get(i % real).numbered(number));
      populations.add(populations.get(i % real) / number);
    }
  }

  private static SimulatedPlace city(String[] row) {
    String fullName = row[0] + ", " + row[1];
    if (row.length > 6) {
      return new SimulatedPlace(row[5], "city", row[0], fullName, row[6], "");
    }
    return new SimulatedPlace(
        SimulatedPlace.stableId("city", fullName), "city", row[0], fullName, cityBox(row), "");
  }

  private static SimulatedPlace cityAbroad(String[] row) {
    String fullName = row[0] + ", " + row[1];
    return new SimulatedPlace(
        SimulatedPlace.stableId("city", fullName),
        "city",
        row[0],
        fullName,
        cityBox(row),
        "",
        new Country(row[5], row[6], row.length == 7));
  }

  private static String cityBox(String[] row) {
    // About what the built-up area of so many people takes.
    double halfSide = 0.02 + 0.0002 * Math.sqrt(Double.parseDouble(row[2]));
    return box(Double.parseDouble(row[3]), Double.parseDouble(row[4]), halfSide);
  }

  private static SimulatedPlace otherPlace(String[] row, Map<String, String> cityIds) {
    String id = row.length > 7 ? row[7] : SimulatedPlace.stableId(row[0], row[2]);
    String bbox =
        box(Double.parseDouble(row[3]), Double.parseDouble(row[4]), Double.parseDouble(row[5]));
    String containedIn = row[6].equals(NO_CITY) ? "" : cityIds.get(row[6]);
    return new SimulatedPlace(id, row[0], row[1], row[2], bbox, containedIn);
  }

  private static String box(double latitude, double longitude, double halfSide) {
    return String.format(
        Locale.ROOT,
        "%.6f,%.6f,%.6f,%.6f",
        longitude - halfSide,
        latitude - halfSide,
        longitude + halfSide,
        latitude + halfSide);
  }

  private static double[] cumulate(List<Double> populations) {
    double[] cumulative = new double[populations.size()];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += populations.get(i);
      cumulative[i] = sum;
    }
    return cumulative;
  }

  private static List<String[]> rows(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Gazetteer.class.getResourceAsStream(resource), UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
