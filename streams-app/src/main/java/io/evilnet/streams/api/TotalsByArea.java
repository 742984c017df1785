package io.evilnet.streams.api;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.evilnet.core.UserSketch;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.Level;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The totals of a window over the cities of each country, or of each region of a country.
 *
 * @param none totals of an area without posts
 * @param totals totals by area
 */
record TotalsByArea(WindowTotal none, Map<Area, WindowTotal> totals) {

  /** Size of a total, without its sketches. */
  private static final int BYTES_OF_TOTAL = 256;

  /** Returns the totals of all countries, or, of a region, of all regions of its country. */
  static TotalsByArea of(WindowRow window, List<CityRow> rows, Areas areas, Area one) {
    long resolved = WindowTotal.tweets(rows);
    Level level = one.level();
    Predicate<String> isIncluded =
        level == Level.REGION ? areas.in(Area.country(one.countryCode())) : cityId -> true;
    return new TotalsByArea(
        WindowTotal.of(window, List.of(), resolved),
        rows.stream()
            .filter(row -> isIncluded.test(row.cityId()))
            .collect(
                groupingBy(
                    row -> level.of(areas.of(row.cityId())),
                    collectingAndThen(toList(), some -> WindowTotal.of(window, some, resolved)))));
  }

  /**
   * Returns the totals of an area.
   *
   * @param window the same window, with its newest unresolved posts
   */
  WindowTotal of(Area area, WindowRow window) {
    return totals.getOrDefault(area, none).at(window);
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
