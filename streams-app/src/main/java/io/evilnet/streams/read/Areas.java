package io.evilnet.streams.read;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import io.evilnet.core.City;
import io.evilnet.core.CountryCode;
import io.evilnet.core.Region;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The country and region of each city that has been counted; thread-safe. */
public final class Areas {

  private static final Pattern ACCENT = Pattern.compile("\\p{M}");
  private static final Pattern MIXED_CASE = Pattern.compile("\\p{Lu}\\p{Ll}");

  /** Preference among spellings: the most accents, then the most words in mixed case. */
  private static final Comparator<String> SPELLING =
      comparing((String name) -> count(ACCENT, Normalizer.normalize(name, Normalizer.Form.NFD)))
          .thenComparing(name -> count(MIXED_CASE, name))
          .thenComparing(reverseOrder());

  private final Map<String, Area> byCity = new ConcurrentHashMap<>();
  private final Map<Area, Area> distinct = new ConcurrentHashMap<>();
  private final Map<Area, String> names = new ConcurrentHashMap<>();
  private volatile boolean isIncomplete;

  /** Creates the index of some cities. */
  public Areas(Collection<City> cities) {
    add(cities);
  }

  /** Adds cities; a known country is never replaced by an unknown one. */
  public void add(Collection<City> cities) {
    for (City city : cities) {
      Optional<Region> region = Region.of(city);
      Area area = distinct(new Area(city.countryCode(), region.map(Region::key).orElse("")));
      byCity.merge(city.id(), area, Areas::newer);
      region.ifPresent(one -> names.merge(area, one.name(), Areas::better));
    }
  }

  private Area distinct(Area area) {
    return distinct.computeIfAbsent(area, one -> one);
  }

  private static Area newer(Area known, Area newer) {
    return CountryCode.isKnown(newer.countryCode()) ? newer : known;
  }

  private static String better(String known, String other) {
    return known.equals(other) || SPELLING.compare(known, other) > 0 ? known : other;
  }

  private static long count(Pattern pattern, String name) {
    return pattern.matcher(name).results().count();
  }

  /** Adds all cities that have been counted so far. */
  public Areas refresh(Collection<City> all) {
    isIncomplete = false;
    add(all);
    return this;
  }

  /** Returns true if it contains all of some cities. */
  public boolean hasAll(Collection<String> cityIds) {
    return byCity.keySet().containsAll(cityIds);
  }

  /** Returns true if a missing city has been requested. */
  public boolean isIncomplete() {
    return isIncomplete;
  }

  /**
   * Returns the smallest area that contains a city; {@link Area#UNKNOWN} for an unknown or empty
   * id.
   */
  public Area of(String cityId) {
    Area known = byCity.get(cityId);
    if (known != null) {
      return known;
    }
    if (!cityId.isEmpty()) {
      isIncomplete = true;
    }
    return Area.UNKNOWN;
  }

  /** Returns a predicate on city ids, which tests for membership of an area. */
  public Predicate<String> in(Area area) {
    return cityId -> area.contains(of(cityId));
  }

  /** Returns true if an area contains a city. */
  public boolean has(Area area) {
    return distinct.keySet().stream().anyMatch(area::contains);
  }

  /** Returns the name of a region, or its key if it has no city; null for a country. */
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
