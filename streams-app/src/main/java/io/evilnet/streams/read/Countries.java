package io.evilnet.streams.read;

import io.evilnet.core.City;
import io.evilnet.core.CountryCode;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The country of each city that has ever been counted; thread-safe. */
public final class Countries {

  private final Map<String, String> byCity = new ConcurrentHashMap<>();
  private volatile boolean isIncomplete;

  /** Creates the index of some cities. */
  public Countries(Collection<City> cities) {
    add(cities);
  }

  /** Adds cities; a known country is never replaced by an unknown one. */
  public void add(Collection<City> cities) {
    for (City city : cities) {
      byCity.merge(
          city.id(),
          city.countryCode(),
          (known, newer) -> CountryCode.isKnown(newer) ? newer : known);
    }
  }

  /** Adds all cities that have been counted until now. */
  public Countries refresh(Collection<City> all) {
    isIncomplete = false;
    add(all);
    return this;
  }

  /** Returns true if a city was asked for that was missing. */
  public boolean isIncomplete() {
    return isIncomplete;
  }

  /** Returns the code of the country of a city; empty for an unknown id and for that of no city. */
  public String of(String cityId) {
    String code = byCity.getOrDefault(cityId, "");
    if (code.isEmpty() && !cityId.isEmpty()) {
      isIncomplete = true;
    }
    return code;
  }

  /** Returns the condition on the id of a city to be in a country. */
  public Predicate<String> in(String countryCode) {
    return cityId -> of(cityId).equals(countryCode);
  }
}
