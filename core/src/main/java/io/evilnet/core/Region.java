package io.evilnet.core;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The region of a city, such as a province or state: the last part of X's {@code full_name}, unless
 * that is the country.
 *
 * @param name the name as delivered by X, such as {@code TX}; normalized for the provinces of
 *     Canada
 * @param key the name without accents and in lower case, for comparison
 */
public record Region(String name, String key) {

  /** The last part of the name of a city. */
  private record Part(String countryCode, String name) {}

  private static final String SEPARATOR = ", ";
  private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]");
  private static final Pattern OTHER_THAN_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Several times the number of regions of real cities. */
  private static final int MAX_CACHED = 10_000;

  /** The regions of names, limited to {@link #MAX_CACHED}. */
  private static final Map<Part, Optional<Region>> CACHE = new ConcurrentHashMap<>();

  /** Returns the region of a city; empty if its name has none or its country is unknown. */
  public static Optional<Region> of(City city) {
    int comma = city.fullName().lastIndexOf(SEPARATOR);
    return comma < 0 || !CountryCode.isKnown(city.countryCode())
        ? Optional.empty()
        : known(
            new Part(city.countryCode(), city.fullName().substring(comma + SEPARATOR.length())));
  }

  private static Optional<Region> known(Part part) {
    Optional<Region> known = CACHE.get(part);
    if (known == null) {
      known = of(part);
      if (CACHE.size() < MAX_CACHED) {
        CACHE.put(part, known);
      }
    }
    return known;
  }

  /** Returns the number of regions in the cache. */
  static int cached() {
    return CACHE.size();
  }

  private static Optional<Region> of(Part part) {
    return CountryNames.contains(part.countryCode, part.name)
        ? Optional.empty()
        : Optional.of(named(part.countryCode, part.name));
  }

  /** Returns the region of a country by name; its key is empty if the name is. */
  public static Region named(String countryCode, String text) {
    String name = countryCode.equals("CA") ? CanadianProvinces.named(text.strip()) : text.strip();
    return new Region(name, fold(name));
  }

  /** Returns the name of the region of a city; null without one. */
  public static String nameOf(City city) {
    return of(city).map(Region::name).orElse(null);
  }

  /** Returns a name without accents and in lower case, as the dashboard does. */
  static String fold(String name) {
    String decomposed = Normalizer.normalize(name.strip(), Normalizer.Form.NFKD);
    return ACCENTS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /** Returns the letters and digits of a folded name. */
  static String letters(String name) {
    String words = fold(name).replace("&", "and").replaceAll("\\bsaint\\b", "st");
    return OTHER_THAN_LETTERS.matcher(words).replaceAll("");
  }
}
