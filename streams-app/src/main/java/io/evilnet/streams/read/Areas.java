package io.evilnet.streams.read;

import static java.util.Comparator.naturalOrder;

import io.evilnet.core.City;
import io.evilnet.core.CountryCode;
import io.evilnet.core.Region;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/** The country and region of each city that has ever been counted; thread-safe. */
public final class Areas {

  private record Known(String fullName, Area area) {

    boolean isSameAs(City city) {
      return fullName.equals(city.fullName()) && area.countryCode().equals(city.countryCode());
    }
  }

  private final Map<String, Known> byCity = new ConcurrentHashMap<>();
  private final Map<Area, String> names = new ConcurrentHashMap<>();
  private volatile boolean isIncomplete;

  /** Creates the index of some cities. */
  public Areas(Collection<City> cities) {
    add(cities);
  }

  /** Adds cities; a known country is never replaced by an unknown one. */
  public void add(Collection<City> cities) {
    for (City city : cities) {
      byCity.compute(city.id(), (id, known) -> newer(known, city));
    }
  }

  private Known newer(Known known, City city) {
    if (known != null && (known.isSameAs(city) || !CountryCode.isKnown(city.countryCode()))) {
      return known;
    }
    Area area = Area.of(city);
    // Of several spellings the one with accents.
    Region.of(city)
        .ifPresent(
            region -> names.merge(area, region.name(), BinaryOperator.maxBy(naturalOrder())));
    return new Known(city.fullName(), area);
  }

  /** Adds all cities that have been counted until now. */
  public Areas refresh(Collection<City> all) {
    isIncomplete = false;
    add(all);
    return this;
  }

  /** Returns true if a city was asked for that was missing. */
  public boolean isIncomplete() {
    return isIncomplete;
  }

  /**
   * Returns the smallest area with a city; {@link Area#UNKNOWN} for an unknown id and for that of
   * no city.
   */
  public Area of(String cityId) {
    Known known = byCity.get(cityId);
    if (known != null) {
      return known.area;
    }
    if (!cityId.isEmpty()) {
      isIncomplete = true;
    }
    return Area.UNKNOWN;
  }

  /** Returns the condition on the id of a city to be in an area. */
  public Predicate<String> in(Area area) {
    return cityId -> area.contains(of(cityId));
  }

  /** Returns the name of a region, by its key if no city is in it; null for a country. */
  public String region(Area area) {
    return area.level() == Level.COUNTRY ? null : names.getOrDefault(area, area.region());
  }

  /** Returns the name of an area, such as {@code CA} or {@code Québec, CA}. */
  public String label(Area area) {
    return area.level() == Level.COUNTRY
        ? area.countryCode()
        : region(area) + ", " + area.countryCode();
  }
}
