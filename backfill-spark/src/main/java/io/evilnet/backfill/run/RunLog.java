package io.evilnet.backfill.run;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.backfill.count.Tally;
import io.evilnet.backfill.report.Outcome;
import io.evilnet.core.TimeRange;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.BackfillRunsTable;
import java.time.Instant;
import java.util.Locale;

/** Writes the rows of {@code backfill_runs}: one at the start of a run, updated at its end. */
final class RunLog {

  private static final String RUNNING = "running";

  /** The number of runs examined, more than the expected number of successive killed runs. */
  private static final int EXAMINED_RUNS = 100;

  private final BackfillRunsTable table;

  /** Creates the log; the caller holds the {@link JobLease}. */
  RunLog(CqlSession session, String keyspace) {
    this.table = new BackfillRunsTable(session, keyspace);
  }

  /** Marks unfinished runs as killed, since no other run can hold the lease. */
  private void markUnfinishedAsKilled() {
    table.newest(EXAMINED_RUNS).stream()
        .filter(run -> RUNNING.equals(run.status()))
        .forEach(
            run ->
                end(
                    run.runId(),
                    run.startedAt(),
                    "killed",
                    0,
                    0,
                    0,
                    "terminated without reporting; rows written are valid, rerun to complete"));
  }

  void started(String run, Instant startedAt, String mode, TimeRange range) {
    markUnfinishedAsKilled();
    table.insert(BackfillRun.started(startedAt, run, mode, range.from(), range.to(), RUNNING));
  }

  void ended(Outcome outcome) {
    Tally tally = outcome.tally();
    end(
        outcome.run(),
        outcome.startedAt(),
        outcome.status().name().toLowerCase(Locale.ROOT),
        tally.posts(),
        outcome.written(),
        outcome.different(),
        outcome.summary());
  }

  void failed(String run, Instant startedAt, String message) {
    end(run, startedAt, "failed", 0, 0, 0, message);
  }

  private void end(
      String run,
      Instant startedAt,
      String status,
      long posts,
      long written,
      long different,
      String message) {
    table.insert(
        BackfillRun.ended(
            startedAt, run, status, Instant.now(), posts, written, different, message));
  }
}
