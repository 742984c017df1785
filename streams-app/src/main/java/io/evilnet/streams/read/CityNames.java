package io.evilnet.streams.read;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.toMap;

import io.evilnet.core.City;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds cities by what people type. */
public final class CityNames {

  private static final int SUGGESTIONS = 3;
  private static final Pattern MARK = Pattern.compile("\\p{M}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** A city and its names, folded once: that takes far longer than to compare them. */
  record Named(City city, String name, String withoutRegion) {

    static Named of(City city) {
      return new Named(city, fold(city.fullName()), fold(CityNames.withoutRegion(city.fullName())));
    }
  }

  private final List<Named> cities;
  private final Populations populations;
  private final Map<String, City> byId;

  public CityNames(List<City> cities) {
    this.cities = cities.stream().map(Named::of).toList();
    this.populations = new Populations(this.cities);
    this.byId = cities.stream().collect(toMap(City::id, city -> city, (first, second) -> first));
  }

  /**
   * The cities of a place id; else of a name, with or without its region; else whose names begin
   * so. Accents, case and punctuation do not matter.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public List<City> find(String text) {
    String wanted = fold(text);
    List<Predicate<Named>> matches =
        List.of(
            named -> named.city.id().equals(text),
            named -> named.name.equals(wanted),
            named -> named.withoutRegion.equals(wanted),
            named -> !wanted.isEmpty() && named.name.startsWith(wanted));
    for (Predicate<Named> match : matches) {
      List<City> found = cities.stream().filter(match).map(Named::city).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    throw new IllegalArgumentException(
        cities.isEmpty()
            ? "no city has been counted yet"
            : "no city is called '" + text + "'; near it: " + nearest(wanted));
  }

  /**
   * The cities that have a word beginning with {@code text}, for somebody who is still typing:
   * names that begin so first, then by name.
   */
  public List<City> search(String text) {
    String wanted = fold(text);
    String closed = withoutSpaces(wanted);
    return cities.stream()
        .filter(
            named ->
                (" " + named.name).contains(" " + wanted)
                    || withoutSpaces(named.name).startsWith(closed))
        .sorted(byRelevance(wanted))
        .map(Named::city)
        .toList();
  }

  /** Returns the order of the cities found by {@link #search}. */
  public static Comparator<City> order(String text) {
    return comparing(Named::of, byRelevance(fold(text)));
  }

  /** Returns the city of a place id. */
  public Optional<City> city(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** Returns the populations of the cities. */
  public Populations populations() {
    return populations;
  }

  private static Comparator<Named> byRelevance(String wanted) {
    return comparing((Named named) -> !named.name.startsWith(wanted))
        .thenComparing(Named::withoutRegion)
        .thenComparing(Named::name)
        .thenComparing(named -> named.city.id());
  }

  private String nearest(String wanted) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return cities.stream()
        .sorted(
            comparingInt((Named named) -> distance.apply(named.withoutRegion, wanted))
                .thenComparing(named -> named.city.fullName()))
        .limit(SUGGESTIONS)
        .map(named -> named.city.fullName())
        .collect(Collectors.joining("; "));
  }

  static String withoutRegion(String name) {
    int comma = name.indexOf(',');
    return comma < 0 ? name : name.substring(0, comma);
  }

  private static String withoutSpaces(String name) {
    return name.replace(" ", "");
  }

  static String fold(String name) {
    String letters = MARK.matcher(Normalizer.normalize(name, Normalizer.Form.NFKD)).replaceAll("");
    return BETWEEN_WORDS.matcher(letters.toLowerCase(Locale.ROOT)).replaceAll(" ").strip();
  }
}
