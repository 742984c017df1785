package io.evilnet.streams.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.evilnet.core.TimeRange;
import io.evilnet.streams.ranking.AreaTotal;
import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * A cache of rankings, each computed at most once a second for all requests, from hours that are
 * read again only if they may have changed.
 */
final class Rankings {

  private static final Duration FRESHNESS = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int MAX_RANKINGS = 8;

  /** Time until all cities of a range are read again after they were too many to read. */
  private static final Duration RETRY = Duration.ofSeconds(10);

  /** Cities of all cached hours: a day of 10,000 cities, at some hundred bytes each. */
  private static final int MAX_CITIES = 250_000;

  /** Time since the last access after which an hour is evicted. */
  private static final Duration EXPIRY = Duration.ofMinutes(10);

  /** Cities of the hours that are merged at a time, which bounds the memory of a request. */
  private static final int MAX_MERGED_CITIES = 150_000;

  /** Maximum number of concurrent computations of rankings of several hours. */
  private static final int CONCURRENCY = 2;

  /** The cities of a range, of an area if one is given. */
  private record Scope(TimeRange range, Optional<Area> area) {}

  private record Hour(Instant readAt, Ranking ranking) {}

  private record Division(TimeRange range, Level level, Optional<Area> within) {}

  private final Store store;
  private final Freshness freshness;
  private final InstantSource clock;
  private final TimedCache<Scope, Ranking> rankings;
  private final TimedCache<Division, List<AreaTotal>> areas;
  private final Cache<Scope, Hour> hours =
      Caffeine.newBuilder()
          .maximumWeight(MAX_CITIES)
          .<Scope, Hour>weigher((scope, hour) -> 1 + hour.ranking.size())
          .expireAfterAccess(EXPIRY)
          .executor(Runnable::run)
          .build();
  private final Cache<TimeRange, TooManyRowsException> tooMany =
      Caffeine.newBuilder()
          .maximumSize(MAX_RANKINGS)
          .expireAfterWrite(RETRY)
          .executor(Runnable::run)
          .build();
  private final Semaphore permits = new Semaphore(CONCURRENCY, true);

  Rankings(Store store, Freshness freshness, InstantSource clock) {
    this.store = store;
    this.freshness = freshness;
    this.clock = clock;
    this.rankings = new TimedCache<>(MAX_RANKINGS, clock);
    this.areas = new TimedCache<>(MAX_RANKINGS, clock);
  }

  /** Returns a ranking; cities of an area are read separately if all cities are too many. */
  Ranking of(TimeRange range, Optional<Area> area) {
    if (area.isEmpty()) {
      return all(range);
    }
    if (!store.areas().has(area.get())) {
      return Ranking.union(List.of());
    }
    try {
      return all(range).only(store.in(area));
    } catch (TooManyRowsException e) {
      return of(new Scope(range, area));
    }
  }

  /** Returns the ranking of all cities; not read again for a while if they are too many. */
  private Ranking all(TimeRange range) {
    TooManyRowsException known = tooMany.getIfPresent(range);
    if (known != null) {
      throw known;
    }
    try {
      return of(new Scope(range, Optional.empty()));
    } catch (TooManyRowsException e) {
      tooMany.put(range, e);
      throw e;
    }
  }

  /** Returns a ranking; concurrent requests share one computation. */
  private Ranking of(Scope scope) {
    return rankings.get(scope, FRESHNESS, this::compute);
  }

  /** Returns the totals of the countries or regions of a range, or of those within an area. */
  List<AreaTotal> areas(TimeRange range, Level level, Optional<Area> within) {
    return areas.get(
        new Division(range, level, within),
        FRESHNESS,
        key -> of(range, within).by(level, store.areas()));
  }

  private Ranking compute(Scope scope) {
    List<Scope> parts = hours(scope);
    if (parts.size() <= 2) { // the last hour
      return union(parts);
    }
    permits.acquireUninterruptibly();
    try {
      return union(parts);
    } finally {
      permits.release();
    }
  }

  private Ranking union(List<Scope> parts) {
    List<Ranking> read = new ArrayList<>();
    int cities = 0;
    for (Scope part : parts) {
      Ranking hour = hour(part);
      read.add(hour);
      cities += hour.size();
      if (cities > MAX_MERGED_CITIES) {
        Ranking merged = Ranking.union(read);
        read.clear();
        read.add(merged);
        cities = merged.size();
      }
    }
    return Ranking.union(read);
  }

  private Ranking hour(Scope part) {
    Instant now = clock.instant();
    Hour known = hours.getIfPresent(part);
    if (known != null
        && !now.isBefore(known.readAt)
        && now.isBefore(known.readAt.plus(freshness.of(part.range())))) {
      return known.ranking;
    }
    Ranking read =
        Ranking.of(store.counts(store.windows(part.range()), store.in(part.area())).stream());
    hours.put(part, new Hour(now, read));
    return read;
  }

  /** Divides the range at full hours. */
  private static List<Scope> hours(Scope scope) {
    List<Scope> parts = new ArrayList<>();
    Instant from = scope.range().from();
    Instant last = scope.range().to();
    while (from.isBefore(last)) {
      Instant end = Windows.floor(from, HOUR).plus(HOUR);
      Instant to = end.isBefore(last) ? end : last;
      parts.add(new Scope(new TimeRange(from, to), scope.area()));
      from = to;
    }
    return parts;
  }
}
