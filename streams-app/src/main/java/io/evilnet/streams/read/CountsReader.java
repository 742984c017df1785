package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.core.City;
import io.evilnet.platform.topics.StreamGap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
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

  private final CqlSession session;
  private final SelectWindows selectWindows;
  private final SelectCountsByWindow selectCountsByWindow;
  private final SelectTweetsByWindow selectTweetsByWindow;
  private final SelectCountsByCity selectCountsByCity;
  private final SelectCities selectCities;
  private final SelectCountries selectCountries;
  private final SelectNewestWindow selectNewestWindow;
  private final SelectBackfillRuns selectBackfillRuns;
  private final SelectGaps selectGaps;

  /** A reader of the tables in {@code keyspace}; prepares its statements. */
  public CountsReader(CqlSession session, String keyspace) {
    this.session = session;
    this.selectWindows = new SelectWindows(session, keyspace);
    this.selectCountsByWindow = new SelectCountsByWindow(session, keyspace);
    this.selectTweetsByWindow = new SelectTweetsByWindow(session, keyspace);
    this.selectCountsByCity = new SelectCountsByCity(session, keyspace);
    this.selectCities = new SelectCities(session, keyspace);
    this.selectCountries = new SelectCountries(session, keyspace);
    this.selectNewestWindow = new SelectNewestWindow(session, keyspace);
    this.selectBackfillRuns = new SelectBackfillRuns(session, keyspace);
    this.selectGaps = new SelectGaps(session, keyspace);
  }

  /** The windows in a range that have posts, oldest first. */
  public List<WindowRow> windows(TimeRange range) {
    return await(
        Pages.readAll(session.executeAsync(selectWindows.bind(range)), SelectWindows::read));
  }

  /** All cities in a range, in {@link CityRow#ORDER}, read as the stream is. */
  public Stream<CityRow> counts(TimeRange range) {
    return readEach(windows(range), window -> window(window.start()))
        .flatMap(rows -> rows.stream().sorted(CityRow.ORDER));
  }

  /** Some cities in a range, in {@link CityRow#ORDER}. */
  public Stream<CityRow> counts(TimeRange range, Collection<City> cities) {
    List<LocalDate> days = windows(range).stream().map(CountsReader::day).distinct().toList();
    return readEach(days, day -> countsOf(cities, day, range))
        .flatMap(rows -> rows.stream().sorted(CityRow.ORDER));
  }

  /** The cities that have ever been counted, each id once. */
  public List<City> cities() {
    List<String> countries =
        await(Pages.readAll(session.executeAsync(selectCountries.bind()), SelectCountries::read));
    // An empty key cannot even be asked for.
    countries.remove("");
    return KnownCity.newest(readEach(countries, this::citiesOf).flatMap(List::stream));
  }

  /** The newest window that has posts, wherever it lies. */
  public Optional<Instant> newestWindow() {
    return await(
            Pages.readAll(
                session.executeAsync(selectNewestWindow.bind()), SelectNewestWindow::read))
        .stream()
        .findFirst();
  }

  /** The newest runs of the batch job, newest first. */
  public List<BackfillRun> runs(int limit) {
    return await(
        Pages.readAll(
            session.executeAsync(selectBackfillRuns.bind(limit)), SelectBackfillRuns::read));
  }

  /** The times without a connection to the stream that lie in a range in part, newest first. */
  public List<StreamGap> gaps(TimeRange range) {
    return await(Pages.readAll(session.executeAsync(selectGaps.bind(range.to())), SelectGaps::read))
        .stream()
        .filter(gap -> gap.to().map(end -> end.isAfter(range.from())).orElse(true))
        .toList();
  }

  /** All cities of a window, in no order, when the answer has come. */
  public CompletableFuture<List<CityRow>> window(Instant windowStart) {
    return Pages.readAll(
        session.executeAsync(selectCountsByWindow.bind(windowStart)),
        row -> SelectCountsByWindow.read(windowStart, row));
  }

  /** The tweets of all cities of some windows, window by window, read as the stream is. */
  public Stream<List<TweetsRow>> tweets(List<Instant> windows) {
    return readEach(
        windows,
        window ->
            Pages.readAll(
                session.executeAsync(selectTweetsByWindow.bind(window)),
                SelectTweetsByWindow::read));
  }

  private CompletableFuture<List<CityRow>> countsOf(
      Collection<City> cities, LocalDate day, TimeRange range) {
    CompletableFuture<List<CityRow>> all = CompletableFuture.completedFuture(List.of());
    for (City city : cities) {
      all =
          all.thenCombine(
              Pages.readAll(
                  session.executeAsync(selectCountsByCity.bind(city.id(), day, range)),
                  row -> SelectCountsByCity.read(city, row)),
              CountsReader::concat);
    }
    return all;
  }

  private CompletableFuture<List<KnownCity>> citiesOf(String countryCode) {
    return Pages.readAll(
        session.executeAsync(selectCities.bind(countryCode)),
        row -> SelectCities.read(countryCode, row));
  }

  /** Reads for each key, some at a time, and gives the answers in the order of the keys. */
  private static <K, V> Stream<V> readEach(List<K> keys, Function<K, CompletableFuture<V>> read) {
    return IntStream.iterate(0, from -> from < keys.size(), from -> from + CONCURRENCY)
        .mapToObj(from -> keys.subList(from, Math.min(from + CONCURRENCY, keys.size())))
        .flatMap(some -> some.stream().map(read).toList().stream())
        .map(CountsReader::await);
  }

  private static LocalDate day(WindowRow window) {
    return LocalDate.ofInstant(window.start(), ZoneOffset.UTC);
  }

  private static <T> List<T> concat(List<T> a, List<T> b) {
    List<T> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  private static <T> T await(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
