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
 * Answers questions about the counts.
 *
 * <p>All methods wait for the answer, and throw what the driver throws when there is none.
 */
public final class CountsReader {

  /** Partitions that are read at the same time. */
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

  /** The windows in a range that have posts, oldest first. */
  public List<WindowRow> windows(TimeRange range) {
    return await(windows.read(range.from(), range.to()));
  }

  /** All cities in a range, in {@link CityRow#ORDER}, read as the stream is. */
  public Stream<CityRow> counts(TimeRange range) {
    return readEach(windows(range), window -> window(window.start()))
        .flatMap(rows -> rows.stream().sorted(CityRow.ORDER));
  }

  /** Some cities in a range, in {@link CityRow#ORDER}. */
  public Stream<CityRow> counts(TimeRange range, Collection<City> cities) {
    List<Period> periods =
        windows(range).stream().map(window -> Period.of(window.start())).distinct().toList();
    int together = Math.max(1, CONCURRENCY / Math.max(1, cities.size()));
    return parts(periods, together)
        .flatMap(part -> countsOf(cities, part, range).sorted(CityRow.ORDER));
  }

  /** The cities that have ever been counted, each id once. */
  public List<City> cities() {
    // Cassandra rejects an empty key.
    List<String> codes = countries.codes().stream().filter(code -> !code.isEmpty()).toList();
    return KnownCity.newest(readEach(codes, cities::read).flatMap(List::stream));
  }

  /** The newest window that has posts, wherever it lies. */
  public Optional<Instant> newestWindow() {
    return windows.newest();
  }

  /** The oldest window that is kept. */
  public Optional<Instant> oldestWindow() {
    return windows.oldest();
  }

  /** The newest runs of the batch job, newest first. */
  public List<BackfillRun> runs(int limit) {
    return runs.newest(limit);
  }

  /** The runs of the batch job that have started since a time, newest first. */
  public List<BackfillRun> runsSince(Instant time) {
    return runs.since(time);
  }

  /** The times without a connection to the stream that lie in a range in part, newest first. */
  public List<StreamGap> gaps(TimeRange range) {
    return gaps.before(range.to()).stream()
        .filter(gap -> gap.to().map(end -> end.isAfter(range.from())).orElse(true))
        .toList();
  }

  /** All cities of a window, in no order, when the answer has come. */
  public CompletableFuture<List<CityRow>> window(Instant windowStart) {
    return byWindow.read(windowStart);
  }

  /** The tweets of all cities of some windows, window by window, read as the stream is. */
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

  /** Reads for each key, some at a time, and gives the answers in the order of the keys. */
  private static <K, V> Stream<V> readEach(List<K> keys, Function<K, CompletableFuture<V>> read) {
    return parts(keys, CONCURRENCY)
        .flatMap(some -> some.stream().map(read).toList().stream())
        .map(CountsReader::await);
  }

  private static <K> Stream<List<K>> parts(List<K> keys, int size) {
    return IntStream.iterate(0, from -> from < keys.size(), from -> from + size)
        .mapToObj(from -> keys.subList(from, Math.min(from + size, keys.size())));
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
