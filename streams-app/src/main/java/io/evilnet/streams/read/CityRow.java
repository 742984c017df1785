package io.evilnet.streams.read;

import static java.util.Comparator.comparing;

import io.evilnet.core.Counts;
import java.time.Instant;
import java.util.Comparator;

/**
 * The totals of a city in a window.
 *
 * @param windowStart first instant of the window
 * @param cityId X's place id
 * @param city its name to show
 * @param counts the totals
 */
public record CityRow(Instant windowStart, String cityId, String city, Counts counts) {

  /** By window, then name; cities of one name by id. */
  public static final Comparator<CityRow> ORDER =
      comparing(CityRow::windowStart).thenComparing(CityRow::city).thenComparing(CityRow::cityId);
}
