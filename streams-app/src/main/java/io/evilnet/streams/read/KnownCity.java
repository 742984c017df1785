package io.evilnet.streams.read;

import static java.util.stream.Collectors.toMap;

import io.evilnet.core.City;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/**
 * A row of {@code cities}, which is keyed by country and id: a city that X has moved to another
 * country has two.
 *
 * @param written Cassandra's write time, in microseconds
 */
record KnownCity(City city, long written) {

  /** Each city once, as the newest of its rows has it. */
  static List<City> newest(Stream<KnownCity> rows) {
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
