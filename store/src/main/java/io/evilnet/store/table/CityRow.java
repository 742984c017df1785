package io.evilnet.store.table;

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
 * @param cityId place id of X
 * @param city display name
 * @param counts the totals
 * @param sketch sketch of the users
 */
public record CityRow(
    Instant windowStart, String cityId, String city, Counts counts, UserSketch sketch) {

  /** Orders rows by window, name and id. */
  public static final Comparator<CityRow> ORDER =
      comparing(CityRow::windowStart).thenComparing(CityRow::city).thenComparing(CityRow::cityId);

  /** Returns the users as a set, for a union with those of other rows. */
  public UserSet users() {
    return UserSet.of(counts.users(), sketch);
  }
}
