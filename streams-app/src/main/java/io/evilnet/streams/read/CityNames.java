package io.evilnet.streams.read;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;

import io.evilnet.core.City;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds cities by what people type. */
public final class CityNames {

  private static final int SUGGESTIONS = 3;

  private final List<City> cities;

  public CityNames(List<City> cities) {
    this.cities = cities;
  }

  /**
   * The cities of a place id; else of a name, with or without its region; else whose names begin
   * so. Accents, case and punctuation do not matter.
   *
   * @throws IllegalArgumentException if there is none; the message names the nearest
   */
  public List<City> find(String text) {
    String wanted = fold(text);
    List<Predicate<City>> matches =
        List.of(
            city -> city.id().equals(text),
            city -> fold(city.fullName()).equals(wanted),
            city -> fold(withoutRegion(city)).equals(wanted),
            city -> !wanted.isEmpty() && fold(city.fullName()).startsWith(wanted));
    for (Predicate<City> match : matches) {
      List<City> found = cities.stream().filter(match).toList();
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
            city ->
                (" " + fold(city.fullName())).contains(" " + wanted)
                    || withoutSpaces(fold(city.fullName())).startsWith(closed))
        .sorted(
            comparing((City city) -> !fold(city.fullName()).startsWith(wanted))
                .thenComparing(city -> fold(withoutRegion(city)))
                .thenComparing(city -> fold(city.fullName()))
                .thenComparing(City::id))
        .toList();
  }

  private String nearest(String wanted) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return cities.stream()
        .sorted(
            comparingInt((City city) -> distance.apply(fold(withoutRegion(city)), wanted))
                .thenComparing(comparing(City::fullName)))
        .limit(SUGGESTIONS)
        .map(City::fullName)
        .collect(Collectors.joining("; "));
  }

  private static String withoutRegion(City city) {
    int comma = city.fullName().indexOf(',');
    return comma < 0 ? city.fullName() : city.fullName().substring(0, comma);
  }

  private static String withoutSpaces(String name) {
    return name.replace(" ", "");
  }

  static String fold(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", " ")
        .strip();
  }
}
