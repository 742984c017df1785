package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.CityNames;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The queries of the API to Cassandra. All methods throw {@link StoreAwayException}. */
interface Store {

  /** The windows in a range that have posts, oldest first. */
  List<WindowRow> windows(TimeRange range);

  /** All cities of some windows, window by window, in no order within. */
  default List<CityRow> counts(List<WindowRow> windows) {
    return counts(windows, cityId -> true);
  }

  /** Those cities of some windows whose ids meet a condition. */
  List<CityRow> counts(List<WindowRow> windows, Predicate<String> cityIds);

  /** Some cities in a range, in {@link CityRow#ORDER}. */
  List<CityRow> counts(TimeRange range, Collection<City> cities);

  /** The sums over all cities of some windows, in their order. */
  List<WindowTotal> totals(List<WindowRow> windows);

  /** The same over the cities of an area. */
  List<WindowTotal> totals(List<WindowRow> windows, Area area);

  /**
   * The sums over the cities of an area, or of all; without reading those of an area of no city.
   */
  default List<WindowTotal> totals(List<WindowRow> windows, Optional<Area> area) {
    if (area.isEmpty()) {
      return totals(windows);
    }
    return areas().has(area.get())
        ? totals(windows, area.get())
        : totals(windows).stream().map(WindowTotal::ofNoCity).toList();
  }

  /** The oldest window that is kept. */
  Optional<Instant> oldestWindow();

  /** The newest window that has posts. */
  Optional<Instant> newestWindow();

  /** The cities that have ever been counted, to be found by what people type. */
  CityNames cityNames();

  /** The countries and regions of the same. */
  Areas areas();

  /** The condition on the id of a city to be in an area, if one is given. */
  default Predicate<String> in(Optional<Area> area) {
    return area.map(one -> areas().in(one)).orElse(cityId -> true);
  }

  /** Notes cities that have just been counted. */
  default void note(Collection<City> counted) {}

  /** The same, of the cities counted until a minute ago. */
  CityNames recentCityNames();

  /** The times without a connection that lie in a range in part, newest first. */
  List<StreamGap> gaps(TimeRange range);

  /** The newest runs of the batch job, newest first. */
  List<BackfillRun> runs(int limit);

  /** The runs of the batch job that have started since a time, newest first. */
  List<BackfillRun> runsSince(Instant time);
}
