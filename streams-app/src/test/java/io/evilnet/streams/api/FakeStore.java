package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.TimeRange;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.CityNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** An in-memory store whose queries fail on request. */
final class FakeStore implements Store {

  /** Sketches by number of users, since creating 150,000 of them takes seconds. */
  private static final Map<Long, UserSketch> SKETCHES = new ConcurrentHashMap<>();

  private final List<City> cities = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<Instant, List<CityRow>> rows = new HashMap<>();
  private final Map<Instant, Counts> unresolved = new TreeMap<>();
  private final Map<Instant, Counts> contained = new TreeMap<>();
  private final List<BackfillRun> runs = new ArrayList<>();
  private final List<StreamGap> gaps = new ArrayList<>();
  private volatile CityNames index;
  private volatile Areas areas;
  private RuntimeException failure;
  private int citiesReads;
  private int areaReads;
  private int rejections;

  void city(String id, String name) {
    city(id, name, "CA");
  }

  void city(String id, String name, String countryCode) {
    city(new City(id, name, countryCode, 45.5, -73.5));
  }

  void city(City city) {
    cities.add(city);
    names.put(city.id(), city.fullName());
    index = null;
    areas = null;
  }

  /** Adds a row; its users are 0 to {@code users - 1}, the same in each window and city. */
  void row(Instant window, String id, long tweets, long retweets, long users) {
    String name = Objects.requireNonNull(names.get(id));
    UserSketch sketch = SKETCHES.computeIfAbsent(users, FakeStore::sketch);
    rows.computeIfAbsent(window, start -> new ArrayList<>())
        .add(new CityRow(window, id, name, new Counts(tweets, retweets, users), sketch));
    unresolved.putIfAbsent(window, Counts.ZERO);
  }

  private static UserSketch sketch(long users) {
    UserSketch.Builder sketch = new UserSketch.Builder(SketchKey.of(new byte[SketchKey.BYTES]));
    LongStream.range(0, users).forEach(sketch::add);
    return sketch.build();
  }

  void unresolved(Instant window, long tweets) {
    unresolved.put(window, new Counts(tweets, 0, tweets));
  }

  void contained(Instant window, long tweets) {
    contained.put(window, new Counts(tweets, 0, tweets));
  }

  /** Adds received retweets to a row. */
  void received(Instant window, String id, long retweets) {
    rows.get(window)
        .replaceAll(
            row ->
                row.cityId().equals(id)
                    ? new CityRow(
                        window,
                        id,
                        row.city(),
                        row.counts().plus(new Counts(0, 0, 0, retweets)),
                        row.sketch())
                    : row);
  }

  void run(BackfillRun run) {
    runs.add(run);
  }

  void gap(StreamGap gap) {
    gaps.add(gap);
  }

  void makeUnavailable() {
    fail(new StoreUnavailableException("no node responds", null));
  }

  void fail(RuntimeException failure) {
    this.failure = failure;
  }

  void makeAvailable() {
    failure = null;
  }

  /** Returns the number of reads of the cities. */
  int citiesReads() {
    return citiesReads;
  }

  /** Returns the number of reads of the totals of an area. */
  int areaReads() {
    return areaReads;
  }

  /** Returns the number of queries rejected because of too many rows. */
  int rejections() {
    return rejections;
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public List<WindowRow> windows(TimeRange range) {
    throwFailure();
    return unresolved.entrySet().stream()
        .map(
            entry ->
                new WindowRow(
                    entry.getKey(),
                    entry.getValue(),
                    contained.getOrDefault(entry.getKey(), Counts.ZERO)))
        .filter(w -> !w.start().isBefore(range.from()) && w.start().isBefore(range.to()))
        .toList();
  }

  @Override
  public List<CityRow> counts(List<WindowRow> windows, Predicate<String> cityIds) {
    throwFailure();
    List<CityRow> counts =
        windows.stream().flatMap(this::rows).filter(row -> cityIds.test(row.cityId())).toList();
    rejections += counts.size() > TooManyRowsException.MAX_ROWS ? 1 : 0;
    TooManyRowsException.rejectMoreThan(counts.size());
    return counts;
  }

  private Stream<CityRow> rows(WindowRow window) {
    return rows.getOrDefault(window.start(), List.of()).stream();
  }

  @Override
  public List<CityRow> counts(TimeRange range, Collection<City> some) {
    throwFailure();
    List<String> ids = some.stream().map(City::id).toList();
    return counts(windows(range)).stream()
        .filter(row -> ids.contains(row.cityId()))
        .sorted(CityRow.ORDER)
        .toList();
  }

  @Override
  public List<WindowTotal> totals(List<WindowRow> windows) {
    throwFailure();
    return windows.stream().map(w -> WindowTotal.of(w, rows(w).toList())).toList();
  }

  @Override
  public List<WindowTotal> totals(List<WindowRow> windows, Area area) {
    throwFailure();
    areaReads++;
    return windows.stream()
        .map(w -> TotalsByArea.of(w, rows(w).toList(), areas(), area).of(area, w))
        .toList();
  }

  @Override
  public Optional<Instant> oldestWindow() {
    throwFailure();
    return unresolved.keySet().stream().min(Instant::compareTo);
  }

  @Override
  public Optional<Instant> newestWindow() {
    throwFailure();
    return unresolved.keySet().stream().max(Instant::compareTo);
  }

  @Override
  public CityNames cityNames() {
    citiesReads++;
    return recentCityNames();
  }

  @Override
  public synchronized Areas areas() {
    throwFailure();
    citiesReads++;
    Areas cached = areas;
    if (cached == null) {
      cached = new Areas(cities);
      areas = cached;
    }
    return cached;
  }

  @Override
  public synchronized CityNames recentCityNames() {
    throwFailure();
    CityNames cached = index;
    if (cached == null) {
      cached = new CityNames(cities);
      index = cached;
    }
    return cached;
  }

  @Override
  public List<StreamGap> gaps(TimeRange range) {
    throwFailure();
    return gaps;
  }

  @Override
  public List<BackfillRun> runs(int limit) {
    throwFailure();
    return runs.stream().limit(limit).toList();
  }

  @Override
  public List<BackfillRun> runsSince(Instant time) {
    throwFailure();
    return runs.stream().filter(run -> !run.startedAt().isBefore(time)).toList();
  }
}
