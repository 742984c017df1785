package io.evilnet.streams.api;

import io.evilnet.store.table.BackfillRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The recent runs of the batch job, which repair closed windows; read at most every 10 seconds. */
final class RecentRuns {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** Longer than the duration of a run and the lifetime of a cached result. */
  private static final Duration RECENT = Duration.ofDays(1);

  private final Store store;
  private final Freshness freshness;
  private final InstantSource clock;
  private final TimedCache<String, List<BackfillRun>> runs;

  RecentRuns(Store store, Freshness freshness, InstantSource clock) {
    this.store = store;
    this.freshness = freshness;
    this.clock = clock;
    this.runs = new TimedCache<>(1, clock);
  }

  /** Updates the repaired windows; called before cached results are used. */
  void note() {
    freshness.noteRuns(
        runs.get("all", INTERVAL, key -> store.runsSince(clock.instant().minus(RECENT))));
  }
}
