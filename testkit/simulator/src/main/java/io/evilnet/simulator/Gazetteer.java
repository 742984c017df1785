package io.evilnet.simulator;

import io.evilnet.simulator.CityTables.PopulatedCity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Places of the posts: cities weighted by population, and places of other types. */
final class Gazetteer {

  private static final Logger LOG = LoggerFactory.getLogger(Gazetteer.class);

  private static final String NO_CITY = "-";
  private static final int CITIES_ABROAD = 1_000;

  private final List<SimulatedPlace> cities;
  private final double[] cumulativePopulation;
  private final Map<String, List<SimulatedPlace>> others;
  private final boolean isWorldwide;

  private Gazetteer(
      List<SimulatedPlace> cities,
      double[] cumulativePopulation,
      Map<String, List<SimulatedPlace>> others) {
    this.cities = cities;
    this.cumulativePopulation = cumulativePopulation;
    this.others = others;
    this.isWorldwide = cities.stream().map(SimulatedPlace::country).distinct().limit(2).count() > 1;
  }

  /**
   * Returns the places of some countries: cities and towns of Canada, and the largest cities of
   * other countries, including the largest of each. Places of other types are in Canada.
   *
   * @param countries two-letter ISO codes; all if empty, or if none of them has a city
   * @param cityCount number of cities: the largest, and numbered ones if there are fewer; 0 for all
   *     of Canada and {@value #CITIES_ABROAD} of other countries
   */
  static Gazetteer of(Set<String> countries, int cityCount) {
    List<PopulatedCity> canada = CityTables.ofCanada();
    List<PopulatedCity> cities = new ArrayList<>();
    if (countries.isEmpty() || countries.contains(Country.CANADA.code())) {
      cities.addAll(canada);
    }
    List<PopulatedCity> abroad = CityTables.abroad(countries);
    int most = cityCount == 0 ? CITIES_ABROAD : Math.max(0, cityCount - cities.size());
    cities.addAll(abroad.subList(0, Math.min(abroad.size(), most)));
    if (cities.isEmpty()) {
      LOG.warn("No simulated city in {}: posts come from the cities of all countries", countries);
      return of(Set.of(), cityCount);
    }
    addNumbered(cities, cityCount);
    Map<String, String> cityIds = new HashMap<>();
    canada.forEach(city -> cityIds.putIfAbsent(city.place().name(), city.place().id()));
    Map<String, List<SimulatedPlace>> others = new HashMap<>();
    for (String[] row : CityTables.rows("other-places.tsv")) {
      others.computeIfAbsent(row[0], type -> new ArrayList<>()).add(otherPlace(row, cityIds));
    }
    return new Gazetteer(
        cities.stream().map(PopulatedCity::place).toList(), cumulate(cities), others);
  }

  List<SimulatedPlace> cities() {
    return cities;
  }

  /**
   * Returns a city by its name, without its region.
   *
   * @throws IllegalArgumentException if no city has that name
   */
  SimulatedPlace cityNamed(String name) {
    return cities.stream()
        .filter(city -> city.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no simulated city named " + name));
  }

  /** Returns the share of a city in the population. */
  double shareOf(SimulatedPlace city) {
    int index = cities.indexOf(city);
    double below = index == 0 ? 0 : cumulativePopulation[index - 1];
    return (cumulativePopulation[index] - below)
        / cumulativePopulation[cumulativePopulation.length - 1];
  }

  /** Returns the city at a quantile of the cumulative population. */
  SimulatedPlace cityAt(double populationShare) {
    double population = populationShare * cumulativePopulation[cumulativePopulation.length - 1];
    int found = Arrays.binarySearch(cumulativePopulation, population);
    int index = found >= 0 ? found + 1 : -found - 1;
    return cities.get(Math.min(index, cities.size() - 1));
  }

  /** Returns whether the cities are in more than one country. */
  boolean isWorldwide() {
    return isWorldwide;
  }

  /** Returns a random place of a type other than {@code city}. */
  SimulatedPlace anyOf(String type, SplittableRandom random) {
    List<SimulatedPlace> places = others.get(type);
    return places.get(random.nextInt(places.size()));
  }

  /**
   * Adds numbered cities: the second, third … of a name has a half, a third … of the population of
   * the first.
   */
  private static void addNumbered(List<PopulatedCity> cities, int cityCount) {
    int real = cities.size();
    for (int i = real; i < cityCount; i++) {
      int number = i / real + 1;
      PopulatedCity first = cities.get(i % real);
      cities.add(new PopulatedCity(first.place().numbered(number), first.population() / number));
    }
  }

  private static SimulatedPlace otherPlace(String[] row, Map<String, String> cityIds) {
    String id = row.length > 7 ? row[7] : SimulatedPlace.stableId(row[0], row[2]);
    String bbox =
        CityTables.box(
            Double.parseDouble(row[3]), Double.parseDouble(row[4]), Double.parseDouble(row[5]));
    String containedIn = row[6].equals(NO_CITY) ? "" : cityIds.get(row[6]);
    return new SimulatedPlace(id, row[0], row[1], row[2], bbox, containedIn);
  }

  private static double[] cumulate(List<PopulatedCity> cities) {
    double[] cumulative = new double[cities.size()];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += cities.get(i).population();
      cumulative[i] = sum;
    }
    return cumulative;
  }
}
