package io.evilnet.store.table;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import io.evilnet.core.City;
import io.evilnet.core.CountryCode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * A row of {@code cities}, keyed by country and id. A city has two rows if X has changed its
 * country, or if some of its posts have no country.
 *
 * @param written write time in microseconds
 */
public record KnownCity(City city, long written) {

  private static final Comparator<KnownCity> ORDER =
      comparing((KnownCity row) -> CountryCode.isKnown(row.city().countryCode()))
          .thenComparing(KnownCity::written);

  /** Returns each city once: its newest row with a known country, or else its newest row. */
  public static List<City> newest(Stream<KnownCity> rows) {
    return rows
        .collect(
            toMap(
                row -> row.city().id(),
                row -> row,
                BinaryOperator.maxBy(ORDER),
                LinkedHashMap::new))
        .values()
        .stream()
        .map(KnownCity::city)
        .toList();
  }
}
