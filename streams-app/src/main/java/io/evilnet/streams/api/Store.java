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

/** The queries of the API to Cassandra. All methods throw {@link StoreUnavailableException}. */
interface Store {

  /** Returns the windows in a range that have posts, oldest first. */
  List<WindowRow> windows(TimeRange range);

  /** Returns all cities of some windows, by window, unordered within a window. */
  default List<CityRow> counts(List<WindowRow> windows) {
    return counts(windows, cityId -> true);
  }

  /** Returns the cities of some windows whose ids satisfy a predicate. */
  List<CityRow> counts(List<WindowRow> windows, Predicate<String> cityIds);

  /** Returns the rows of some cities in a range, in {@link CityRow#ORDER}. */
  List<CityRow> counts(TimeRange range, Collection<City> cities);

  /** Returns the sums over all cities of some windows, in the order of the windows. */
  List<WindowTotal> totals(List<WindowRow> windows);

  /** Returns the sums over the cities of an area. */
  List<WindowTotal> totals(List<WindowRow> windows, Area area);

  /**
   * Returns the sums over the cities of an area, or over all; does not read areas without cities.
   */
  default List<WindowTotal> totals(List<WindowRow> windows, Optional<Area> area) {
    if (area.isEmpty()) {
      return totals(windows);
    }
    return areas().has(area.get())
        ? totals(windows, area.get())
        : totals(windows).stream().map(WindowTotal::ofNoCity).toList();
  }

  /** Returns the oldest stored window. */
  Optional<Instant> oldestWindow();

  /** Returns the newest window that has posts. */
  Optional<Instant> newestWindow();

  /** Returns the cities that have been counted, for a search. */
  CityNames cityNames();

  /** Returns the countries and regions of the cities that have been counted. */
  Areas areas();

  /** Returns a predicate on city ids, which tests for membership of an area if one is given. */
  default Predicate<String> in(Optional<Area> area) {
    return area.map(one -> areas().in(one)).orElse(cityId -> true);
  }

  /** Adds newly counted cities. */
  default void note(Collection<City> counted) {}

  /** Returns the cities counted so far, at most a minute old. */
  CityNames recentCityNames();

  /** Returns the gaps that overlap a range, newest first. */
  List<StreamGap> gaps(TimeRange range);

  /** Returns the newest runs of the batch job, newest first. */
  List<BackfillRun> runs(int limit);

  /** Returns the runs of the batch job that have started since a time, newest first. */
  List<BackfillRun> runsSince(Instant time);
}
