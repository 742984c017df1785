package io.evilnet.streams.unusual;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.TweetsRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.TweetsSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A source of the windows of two cities that records its reads. */
final class Rows implements TweetsSource {

  final Map<Instant, List<TweetsRow>> windows = new TreeMap<>();
  final List<StreamGap> gaps = new ArrayList<>();
  final List<TimeRange> ranges = new ArrayList<>();
  final List<Instant> requested = new ArrayList<>();
  final List<City> cities = new ArrayList<>();
  final List<BackfillRun> runs = new ArrayList<>();
  int citiesReads;

  /** Creates rows of the last thirteen hours and of the unfinished window. */
  Rows(Instant end, Duration window) {
    for (int i = 1; i <= 13 * 12; i++) {
      put(end.minus(window.multipliedBy(i)), 40, 60);
    }
    put(end, 1, 1);
    cities.add(new City("m", "Montréal, Québec", "CA", 45.5, -73.5));
    cities.add(new City("t", "Toronto, Ontario", "CA", 43.7, -79.4));
  }

  void put(Instant start, long montreal, long toronto) {
    windows.put(
        start,
        List.of(
            new TweetsRow("m", "Montréal, Québec", montreal),
            new TweetsRow("t", "Toronto, Ontario", toronto)));
  }

  @Override
  public List<WindowRow> windows(TimeRange range) {
    ranges.add(range);
    return windows.keySet().stream()
        .filter(start -> !start.isBefore(range.from()) && start.isBefore(range.to()))
        .map(start -> new WindowRow(start, Counts.ZERO, Counts.ZERO))
        .toList();
  }

  @Override
  public Stream<List<TweetsRow>> tweets(List<Instant> starts) {
    requested.addAll(starts);
    return starts.stream().map(windows::get);
  }

  @Override
  public List<StreamGap> gaps(TimeRange range) {
    return gaps;
  }

  @Override
  public List<BackfillRun> runs(int limit) {
    return runs;
  }

  @Override
  public List<City> cities() {
    citiesReads++;
    return cities;
  }
}
