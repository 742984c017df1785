package io.evilnet.store.table;

import static java.util.stream.Collectors.toMap;

import io.evilnet.core.City;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of {@code cities}, keyed by country and id: a city that X has moved to another country has
 * two.
 *
 * @param written write time in microseconds
 */
public record KnownCity(City city, long written) {

  /** Returns each city once, as in the newest of its rows. */
  public static List<City> newest(Stream<KnownCity> rows) {
    return rows
        .collect(
            toMap(
                row -> row.city().id(),
                row -> row,
                (a, b) -> b.written() > a.written() ? b : a,
                LinkedHashMap::new))
        .values()
        .stream()
        .map(KnownCity::city)
        .toList();
  }
}
