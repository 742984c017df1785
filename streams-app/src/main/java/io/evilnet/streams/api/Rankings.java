package io.evilnet.streams.api;

import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * The rankings that are asked for over and over, each made once a second for all who ask, from
 * hours that are read again only when they may have changed.
 */
final class Rankings {

  private static final Duration FRESHNESS = Duration.ofSeconds(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int KEPT = 8;

  /** Two days, at some kilobytes a city. */
  private static final int KEPT_HOURS = 48;

  private final Store store;
  private final Freshness freshness;
  private final TimedCache<TimeRange, Ranking> rankings;
  private final TimedCache<TimeRange, Ranking> hours;

  Rankings(Store store, Freshness freshness, InstantSource clock) {
    this.store = store;
    this.freshness = freshness;
    this.rankings = new TimedCache<>(KEPT, clock);
    this.hours = new TimedCache<>(KEPT_HOURS, clock);
  }

  /** The cities of a range; who asks while it is being made waits for it. */
  Ranking of(TimeRange range) {
    return get(rankings, range, FRESHNESS, this::union);
  }

  private Ranking union(TimeRange range) {
    return Ranking.union(
        hours(range).stream()
            .map(part -> get(hours, part, freshness.of(part), this::read))
            .toList());
  }

  private Ranking read(TimeRange part) {
    return Ranking.of(store.counts(store.windows(part)).stream());
  }

  /** The range, divided at full hours. */
  private static List<TimeRange> hours(TimeRange range) {
    List<TimeRange> parts = new ArrayList<>();
    Instant from = range.from();
    while (from.isBefore(range.to())) {
      Instant end = Windows.floor(from, HOUR).plus(HOUR);
      Instant to = end.isBefore(range.to()) ? end : range.to();
      parts.add(new TimeRange(from, to));
      from = to;
    }
    return parts;
  }

  private static Ranking get(
      TimedCache<TimeRange, Ranking> cache,
      TimeRange key,
      Duration freshness,
      Function<TimeRange, Ranking> make) {
    try {
      return cache
          .get(key, freshness, range -> CompletableFuture.completedFuture(make.apply(range)))
          .join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
