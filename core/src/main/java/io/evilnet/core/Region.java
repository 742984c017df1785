package io.evilnet.core;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The region of a city, such as a province or state: the last part of X's {@code full_name}, unless
 * that is the country.
 *
 * @param name as X writes it, such as {@code Québec} or {@code TX}
 * @param key the name without accents and in lower case, by which regions are compared
 */
public record Region(String name, String key) {

  private static final String SEPARATOR = ", ";
  private static final Pattern MARKS = Pattern.compile("\\p{M}");
  private static final Map<String, Set<String>> COUNTRY_NAMES = new ConcurrentHashMap<>();

  /** Returns the region of a city; empty if its name has none or its country is unknown. */
  public static Optional<Region> of(City city) {
    int comma = city.fullName().lastIndexOf(SEPARATOR);
    if (comma < 0 || !CountryCode.isKnown(city.countryCode())) {
      return Optional.empty();
    }
    String name = city.fullName().substring(comma + SEPARATOR.length()).strip();
    String key = key(name);
    return countryNames(city.countryCode()).contains(key)
        ? Optional.empty()
        : Optional.of(new Region(name, key));
  }

  /** Returns the name of the region of a city; null without one. */
  public static String nameOf(City city) {
    return of(city).map(Region::name).orElse(null);
  }

  /** Returns the key of a name. */
  public static String key(String name) {
    String decomposed = Normalizer.normalize(name.strip(), Normalizer.Form.NFKD);
    return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT);
  }

  /**
   * Returns keys of the codes and names of a country: English, French, and in its own languages.
   */
  private static Set<String> countryNames(String code) {
    return COUNTRY_NAMES.computeIfAbsent(code, Region::namesOf);
  }

  private static Set<String> namesOf(String code) {
    Locale country = new Locale("", code);
    Stream<Locale> languages =
        Stream.concat(
            Stream.of(Locale.ENGLISH, Locale.FRENCH),
            Arrays.stream(Locale.getAvailableLocales())
                .filter(locale -> locale.getCountry().equals(code)));
    return Stream.concat(Stream.of(code, "", iso3(code)), languages.map(country::getDisplayCountry))
        .map(Region::key)
        .collect(toUnmodifiableSet());
  }

  private static String iso3(String code) {
    return Arrays.asList(Locale.getISOCountries()).contains(code)
        ? new Locale("", code).getISO3Country()
        : "";
  }
}
