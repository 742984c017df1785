package io.evilnet.streams.api;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.CityNames;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.read.Level;
import io.evilnet.streams.store.CassandraLink;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Predicate;

/** A store in Cassandra, with short-lived caches. */
final class CassandraStore implements Store {

  /** Cached windows with their cities: some two hours, at some hundred kilobytes per window. */
  private static final int CACHED_WINDOWS = 32;

  /** Cached sums of windows: two weeks. */
  private static final int CACHED_TOTALS = 4_032;

  /** Size of the cached totals by area: a day of 100 countries, or weeks of one. */
  private static final int CACHED_AREA_BYTES = 48 * 1024 * 1024;

  /** Maximum number of concurrent reads of windows. */
  private static final int CONCURRENCY = 32;

  private static final Duration CITIES_FRESHNESS = Duration.ofSeconds(2);

  private static final Duration RECENT_FRESHNESS = Duration.ofMinutes(1);

  private static final Duration OLDEST_FRESHNESS = Duration.ofMinutes(1);

  /**
   * Key of areas whose totals of a window are computed together.
   *
   * @param regionsOf the country of regions; empty for all countries
   */
  private record Siblings(Instant windowStart, String regionsOf) {

    static Siblings of(Instant windowStart, Area area) {
      return new Siblings(windowStart, area.level() == Level.REGION ? area.countryCode() : "");
    }
  }

  private final CassandraLink link;
  private final Freshness freshness;
  private final TimedCache<Instant, List<CityRow>> windows;
  private final TimedCache<WindowRow, WindowTotal> totals;
  private final TimedCache<Siblings, TotalsByArea> totalsByArea;
  private final TimedCache<String, CityNames> cities;
  private final TimedCache<String, Optional<Instant>> oldest;
  private final KnownAreas areas;
  private volatile CountsReader prepared;

  CassandraStore(CassandraLink link, Freshness freshness, InstantSource clock) {
    this.link = link;
    this.freshness = freshness;
    this.windows = new TimedCache<>(CACHED_WINDOWS, clock);
    this.totals = new TimedCache<>(CACHED_TOTALS, clock);
    this.totalsByArea = new TimedCache<>(CACHED_AREA_BYTES, TotalsByArea::bytes, clock);
    this.cities = new TimedCache<>(1, clock);
    this.oldest = new TimedCache<>(1, clock);
    this.areas = new KnownAreas(clock);
  }

  @Override
  public List<WindowRow> windows(TimeRange range) {
    return query(reader -> reader.windows(range));
  }

  @Override
  public List<CityRow> counts(List<WindowRow> some, Predicate<String> cityIds) {
    List<CityRow> rows = new ArrayList<>();
    for (int from = 0; from < some.size(); from += CONCURRENCY) {
      List<WindowRow> next = some.subList(from, Math.min(from + CONCURRENCY, some.size()));
      query(reader -> each(next, window -> cachedWindow(reader, window.start())))
          .forEach(
              all -> all.stream().filter(row -> cityIds.test(row.cityId())).forEach(rows::add));
      TooManyRowsException.rejectMoreThan(rows.size());
    }
    return rows;
  }

  @Override
  public List<CityRow> counts(TimeRange range, Collection<City> some) {
    return query(reader -> reader.counts(range, some).toList());
  }

  @Override
  public List<WindowTotal> totals(List<WindowRow> some) {
    return query(reader -> each(some, window -> cachedTotal(reader, window)));
  }

  @Override
  public List<WindowTotal> totals(List<WindowRow> some, Area area) {
    Areas known = areas();
    return query(
        reader ->
            each(
                some,
                window ->
                    cachedByArea(reader, window, area, known)
                        .thenApply(totals -> totals.of(area, window))));
  }

  @Override
  public Optional<Instant> oldestWindow() {
    return query(reader -> oldest.get("all", OLDEST_FRESHNESS, key -> reader.oldestWindow()));
  }

  @Override
  public Optional<Instant> newestWindow() {
    return query(CountsReader::newestWindow);
  }

  @Override
  public CityNames cityNames() {
    return known(CITIES_FRESHNESS);
  }

  @Override
  public CityNames recentCityNames() {
    return known(RECENT_FRESHNESS);
  }

  private CityNames known(Duration freshness) {
    return query(reader -> cities.get("all", freshness, key -> new CityNames(reader.cities())));
  }

  @Override
  public Areas areas() {
    return query(reader -> areas.get(reader::cities));
  }

  @Override
  public void note(Collection<City> counted) {
    areas.add(counted);
  }

  @Override
  public List<StreamGap> gaps(TimeRange range) {
    return query(reader -> reader.gaps(range));
  }

  @Override
  public List<BackfillRun> runs(int limit) {
    return query(reader -> reader.runs(limit));
  }

  @Override
  public List<BackfillRun> runsSince(Instant time) {
    return query(reader -> reader.runsSince(time));
  }

  private CompletableFuture<List<CityRow>> cachedWindow(CountsReader reader, Instant start) {
    return windows.getAsync(start, freshness.of(start), reader::window);
  }

  private CompletableFuture<WindowTotal> cachedTotal(CountsReader reader, WindowRow window) {
    return totals.getAsync(
        window,
        freshness.of(window.start()),
        key -> reader.window(key.start()).thenApply(rows -> WindowTotal.of(key, rows)));
  }

  private CompletableFuture<TotalsByArea> cachedByArea(
      CountsReader reader, WindowRow window, Area area, Areas known) {
    return totalsByArea.getAsync(
        Siblings.of(window.start(), area),
        freshness.of(window.start()),
        key ->
            reader
                .window(key.windowStart())
                .thenApply(rows -> TotalsByArea.of(window, rows, known, area)));
  }

  private static <K, V> List<V> each(List<K> keys, Function<K, CompletableFuture<V>> read) {
    List<V> answers = new ArrayList<>(keys.size());
    for (int from = 0; from < keys.size(); from += CONCURRENCY) {
      List<CompletableFuture<V>> some =
          keys.subList(from, Math.min(from + CONCURRENCY, keys.size())).stream().map(read).toList();
      some.forEach(answer -> answers.add(answer.join()));
    }
    return answers;
  }

  private <T> T query(Function<CountsReader, T> request) {
    try {
      return request.apply(reader());
    } catch (DriverException e) {
      throw unavailable(e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof DriverException cause) {
        throw unavailable(cause);
      }
      throw e;
    }
  }

  private CountsReader reader() {
    CqlSession session = link.session().orElseThrow(() -> unavailable("not connected yet", null));
    CountsReader reader = prepared;
    if (reader == null) {
      reader = new CountsReader(session, link.keyspace());
      prepared = reader;
    }
    return reader;
  }

  private StoreUnavailableException unavailable(DriverException e) {
    if (e instanceof InvalidQueryException) {
      // The tables were dropped: they are recreated, and the statements prepared again.
      prepared = null;
      link.ensureSchema();
    }
    return unavailable(
        e instanceof DriverTimeoutException
            ? "request timed out"
            : "request failed: " + e.getClass().getSimpleName(),
        e);
  }

  private StoreUnavailableException unavailable(String byDefault, DriverException cause) {
    // A slow request is no outage: reading everything again would only add to the load.
    if (!(cause instanceof DriverTimeoutException)) {
      freshness.noteUnavailable();
    }
    return new StoreUnavailableException(link.problem().orElse(byDefault), cause);
  }
}
