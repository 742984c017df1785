package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.BackfillRunsTable;
import io.evilnet.store.table.CitiesTable;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.CountriesTable;
import io.evilnet.store.table.CountsByBucketTable;
import io.evilnet.store.table.CountsByBucketTable.Period;
import io.evilnet.store.table.CountsByWindowTable;
import io.evilnet.store.table.IngestGapsTable;
import io.evilnet.store.table.KnownCity;
import io.evilnet.store.table.TweetsRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.store.table.WindowsTable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads counts from Cassandra.
 *
 * <p>Methods block unless they return a future, and throw the exceptions of the driver.
 */
public final class CountsReader implements TweetsSource {

  /** Maximum number of concurrent reads of partitions. */
  private static final int CONCURRENCY = 32;

  private final WindowsTable windows;
  private final CountsByWindowTable byWindow;
  private final CountsByBucketTable byBucket;
  private final CitiesTable cities;
  private final CountriesTable countries;
  private final BackfillRunsTable runs;
  private final IngestGapsTable gaps;

  /** Creates a reader of the tables in {@code keyspace}. */
  public CountsReader(CqlSession session, String keyspace) {
    windows = new WindowsTable(session, keyspace);
    byWindow = new CountsByWindowTable(session, keyspace);
    byBucket = new CountsByBucketTable(session, keyspace);
    cities = new CitiesTable(session, keyspace);
    countries = new CountriesTable(session, keyspace);
    runs = new BackfillRunsTable(session, keyspace);
    gaps = new IngestGapsTable(session, keyspace);
  }

  /** Returns the windows in a range that have posts, oldest first. */
  @Override
  public List<WindowRow> windows(TimeRange range) {
    return await(windows.read(range.from(), range.to()));
  }

  /** Returns all cities in a range, in {@link CityRow#ORDER}; read lazily. */
  public Stream<CityRow> counts(TimeRange range) {
    return readEach(windows(range), window -> window(window.start()))
        .flatMap(rows -> rows.stream().sorted(CityRow.ORDER));
  }

  /** Returns the rows of some cities in a range, in {@link CityRow#ORDER}. */
  public Stream<CityRow> counts(TimeRange range, Collection<City> cities) {
    List<Period> periods =
        windows(range).stream().map(window -> Period.of(window.start())).distinct().toList();
    int batch = Math.max(1, CONCURRENCY / Math.max(1, cities.size()));
    return parts(periods, batch)
        .flatMap(part -> countsOf(cities, part, range).sorted(CityRow.ORDER));
  }

  /** Returns the cities that have been counted, without duplicate ids. */
  @Override
  public List<City> cities() {
    // Cassandra rejects an empty key.
    List<String> codes = countries.codes().stream().filter(code -> !code.isEmpty()).toList();
    return KnownCity.newest(readEach(codes, cities::read).flatMap(List::stream));
  }

  /** Returns the newest window that has posts. */
  public Optional<Instant> newestWindow() {
    return windows.newest();
  }

  /** Returns the oldest stored window. */
  public Optional<Instant> oldestWindow() {
    return windows.oldest();
  }

  /** Returns the newest runs of the batch job, newest first. */
  @Override
  public List<BackfillRun> runs(int limit) {
    return runs.newest(limit);
  }

  /** Returns the runs of the batch job that have started since a time, newest first. */
  public List<BackfillRun> runsSince(Instant time) {
    return runs.since(time);
  }

  /** Returns the gaps that overlap a range, newest first. */
  @Override
  public List<StreamGap> gaps(TimeRange range) {
    return gaps.before(range.to()).stream()
        .filter(gap -> gap.to().map(end -> end.isAfter(range.from())).orElse(true))
        .toList();
  }

  /** Returns a future of all cities of a window, unordered. */
  public CompletableFuture<List<CityRow>> window(Instant windowStart) {
    return byWindow.read(windowStart);
  }

  /** Returns the tweets of all cities of some windows, by window; read lazily. */
  @Override
  public Stream<List<TweetsRow>> tweets(List<Instant> windowStarts) {
    return readEach(windowStarts, byWindow::readTweets);
  }

  private Stream<CityRow> countsOf(Collection<City> cities, List<Period> periods, TimeRange range) {
    record Slice(City city, Period period) {}
    List<Slice> slices =
        periods.stream()
            .flatMap(period -> cities.stream().map(city -> new Slice(city, period)))
            .toList();
    return readEach(slices, slice -> byBucket.read(slice.city(), slice.period(), range))
        .flatMap(List::stream);
  }

  /** Reads each key, some concurrently; returns the results in the order of the keys. */
  private static <K, V> Stream<V> readEach(List<K> keys, Function<K, CompletableFuture<V>> read) {
    return parts(keys, CONCURRENCY)
        .flatMap(some -> some.stream().map(read).toList().stream())
        .map(CountsReader::await);
  }

  private static <K> Stream<List<K>> parts(List<K> keys, int size) {
    return IntStream.iterate(0, from -> from < keys.size(), from -> from + size)
        .mapToObj(from -> keys.subList(from, Math.min(from + size, keys.size())));
  }

  private static <T> T await(CompletableFuture<T> result) {
    try {
      return result.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
