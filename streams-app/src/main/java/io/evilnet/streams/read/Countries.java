package io.evilnet.streams.read;

import static java.util.stream.Collectors.toMap;

import io.evilnet.core.City;
import java.util.Collection;
import java.util.Map;
import java.util.function.Predicate;

/** The country of each city that has ever been counted. */
public final class Countries {

  private final Map<String, String> byCity;

  /**
   * Creates the index of some cities.
   *
   * @param cities each id once
   */
  public Countries(Collection<City> cities) {
    byCity = cities.stream().collect(toMap(City::id, City::countryCode));
  }

  /** Returns the code of the country of a city; empty for an unknown id. */
  public String of(String cityId) {
    return byCity.getOrDefault(cityId, "");
  }

  /** Returns the condition on the id of a city to be in a country. */
  public Predicate<String> in(String countryCode) {
    return cityId -> of(cityId).equals(countryCode);
  }
}
