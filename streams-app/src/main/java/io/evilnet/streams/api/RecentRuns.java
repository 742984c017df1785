package io.evilnet.streams.api;

import io.evilnet.store.table.BackfillRun;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Reads the runs of the batch job every few seconds at most, since they repair closed windows. */
final class RecentRuns {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  /** Longer than a run takes and a result is cached. */
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

  /** Notes the windows that were repaired; called before cached results are used. */
  void note() {
    freshness.noteRuns(
        runs.get("all", INTERVAL, key -> store.runsSince(clock.instant().minus(RECENT))));
  }
}
