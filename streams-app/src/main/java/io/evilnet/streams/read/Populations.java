package io.evilnet.streams.read;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.evilnet.core.CanadianCity;
import io.evilnet.core.City;
import io.evilnet.platform.format.Column;
import io.evilnet.streams.read.CityNames.Named;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Populations of cities of Canada by the census of 2021, and of other countries by GeoNames. A city
 * of Canada is matched with the municipality that has its place id, or else with the one that has
 * its name, province and position if they are unique. A city of another country is matched with the
 * GeoNames city that has its name without region, its country and its position, if all others with
 * them are far smaller.
 */
public final class Populations {

  private static final String CANADA = "CA";

  /** Municipalities with a neighbour of the same name. */
  private static final Set<String> AMBIGUOUS =
      Set.of("Langley, British Columbia", "Moncton, New Brunswick");

  /** Maximum distance between the centres of a city and of its municipality, in degrees. */
  private static final double NEAR = 1;

  private static final List<CanadianCity> CENSUS = CanadianCity.all();
  private static final Map<String, CanadianCity> BY_ID =
      CENSUS.stream()
          .filter(one -> !one.placeId().isEmpty())
          .collect(toMap(CanadianCity::placeId, one -> one));
  private static final Map<String, CanadianCity> BY_NAME =
      CENSUS.stream()
          .filter(one -> !AMBIGUOUS.contains(one.fullName()))
          .collect(toMap(one -> CityNames.fold(one.fullName()), one -> one));

  private final Map<String, Integer> byCity = new HashMap<>();

  /**
   * Creates the populations of all cities that have been counted.
   *
   * @param cities all cities, since a name of two of them is ambiguous
   */
  Populations(Collection<Named> cities) {
    Set<String> ids = cities.stream().map(named -> named.city().id()).collect(toSet());
    Map<String, Long> places = cities.stream().collect(groupingBy(Named::name, counting()));
    for (Named named : cities) {
      City city = named.city();
      String name = named.name();
      Optional.ofNullable(BY_ID.get(city.id()))
          .or(
              () ->
                  Optional.ofNullable(BY_NAME.get(name))
                      .filter(one -> places.get(name) == 1 && !ids.contains(one.placeId()))
                      .filter(one -> isAt(one, city)))
          .ifPresent(one -> byCity.put(city.id(), one.population()));
    }
    addAbroad(cities);
  }

  private void addAbroad(Collection<Named> cities) {
    cities.stream()
        .filter(named -> !named.city().countryCode().equals(CANADA))
        .collect(groupingBy(WorldPopulations::of))
        .forEach(
            (entry, found) -> {
              if (entry.isPresent() && found.size() == 1) {
                byCity.putIfAbsent(found.get(0).city().id(), entry.get().population());
              }
            });
  }

  private static boolean isAt(CanadianCity municipality, City city) {
    return city.countryCode().equals(CANADA)
        && Math.abs(municipality.latitude() - city.latitude()) <= NEAR
        && Math.abs(municipality.longitude() - city.longitude()) <= NEAR;
  }

  /**
   * Returns a column with the populations of cities; null if unknown.
   *
   * @param cityId the id of the city of a row
   */
  public <R> Column<R> column(Function<R, String> cityId) {
    return Column.numeric("population", row -> of(cityId.apply(row)));
  }

  /** Returns the population of a city; null if it is unknown. */
  public Integer of(String cityId) {
    return byCity.get(cityId);
  }
}
