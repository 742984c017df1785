package io.evilnet.streams.read;

import static java.util.Comparator.comparing;

import io.evilnet.core.Counts;
import io.evilnet.core.UserSet;
import io.evilnet.core.UserSketch;
import java.time.Instant;
import java.util.Comparator;

/**
 * The totals of a city in a window.
 *
 * @param windowStart first instant of the window
 * @param cityId X's place id
 * @param city its name to show
 * @param counts the totals
 * @param sketch who the users are
 */
public record CityRow(
    Instant windowStart, String cityId, String city, Counts counts, UserSketch sketch) {

  /** By window, then name; cities of one name by id. */
  public static final Comparator<CityRow> ORDER =
      comparing(CityRow::windowStart).thenComparing(CityRow::city).thenComparing(CityRow::cityId);

  /** Its users as a set, for a union with those of other rows. */
  public UserSet users() {
    return UserSet.of(counts.users(), sketch);
  }
}
