package io.evilnet.streams.api;

import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The rankings that are asked for over and over, each made once a second for all who ask. */
final class Rankings {

  private static final Duration FRESHNESS = Duration.ofSeconds(1);
  private static final int KEPT = 8;

  private final Store store;
  private final TimedCache<TimeRange, Ranking> rankings;

  Rankings(Store store, InstantSource clock) {
    this.store = store;
    this.rankings = new TimedCache<>(KEPT, clock);
  }

  /** The cities of a range; who asks while it is being made waits for it. */
  Ranking of(TimeRange range) {
    CompletableFuture<Ranking> ranking =
        rankings.get(
            range,
            FRESHNESS,
            key ->
                CompletableFuture.completedFuture(
                    Ranking.of(store.counts(store.windows(key)).stream())));
    try {
      return ranking.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreAwayException away ? away : e;
    }
  }
}
