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

/** A search index of cities by name and place id. */
public final class CityNames {

  private static final int SUGGESTIONS = 3;
  private static final Pattern MARK = Pattern.compile("\\p{M}");
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** A city and its folded names, computed once, since folding is slower than comparison. */
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
   * Returns the cities with a place id; else with a name, with or without region; else with a name
   * that starts with the text. Ignores accents, case and punctuation.
   *
   * @throws IllegalArgumentException if there is none; the message contains similar names
   */
  public List<City> find(String text) {
    String folded = fold(text);
    List<Predicate<Named>> matches =
        List.of(
            named -> named.city.id().equals(text),
            named -> named.name.equals(folded),
            named -> named.withoutRegion.equals(folded),
            named -> !folded.isEmpty() && named.name.startsWith(folded));
    for (Predicate<Named> match : matches) {
      List<City> found = cities.stream().filter(match).map(Named::city).toList();
      if (!found.isEmpty()) {
        return found;
      }
    }
    throw new IllegalArgumentException(
        cities.isEmpty()
            ? "no city has been counted yet"
            : "no city named '" + text + "'; similar: " + nearest(folded));
  }

  /**
   * Returns the cities with a word that starts with {@code text}, for incremental search: first the
   * names that start with it, then by name.
   */
  public List<City> search(String text) {
    String folded = fold(text);
    String foldedWithoutSpaces = withoutSpaces(folded);
    return cities.stream()
        .filter(
            named ->
                (" " + named.name).contains(" " + folded)
                    || withoutSpaces(named.name).startsWith(foldedWithoutSpaces))
        .sorted(byRelevance(folded))
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

  private static Comparator<Named> byRelevance(String folded) {
    return comparing((Named named) -> !named.name.startsWith(folded))
        .thenComparing(Named::withoutRegion)
        .thenComparing(Named::name)
        .thenComparing(named -> named.city.id());
  }

  private String nearest(String folded) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return cities.stream()
        .sorted(
            comparingInt((Named named) -> distance.apply(named.withoutRegion, folded))
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
