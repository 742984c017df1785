package io.evilnet.streams.api;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.evilnet.core.UserSketch;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.Countries;
import java.util.List;
import java.util.Map;

/**
 * The totals of a window over the cities of each country.
 *
 * @param none totals of a country without posts
 * @param totals totals by country code
 */
record TotalsByCountry(WindowTotal none, Map<String, WindowTotal> totals) {

  /** Objects of a total, without its sketches. */
  private static final int BYTES_OF_TOTAL = 256;

  static TotalsByCountry of(WindowRow window, List<CityRow> rows, Countries countries) {
    long resolved = WindowTotal.tweets(rows);
    return new TotalsByCountry(
        WindowTotal.of(window, List.of(), resolved),
        rows.stream()
            .collect(
                groupingBy(
                    row -> countries.of(row.cityId()),
                    collectingAndThen(toList(), some -> WindowTotal.of(window, some, resolved)))));
  }

  /**
   * Returns the totals of a country.
   *
   * @param window the same window, with its newest unresolved posts
   */
  WindowTotal of(String countryCode, WindowRow window) {
    return totals.getOrDefault(countryCode, none).at(window);
  }

  /** Returns the approximate size in memory. */
  int bytes() {
    return BYTES_OF_TOTAL
        + totals.values().stream()
            .mapToInt(
                total ->
                    BYTES_OF_TOTAL
                        + total.users().sketches().stream().mapToInt(UserSketch::bytes).sum())
            .sum();
  }
}
