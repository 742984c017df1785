package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;
import java.util.Locale;

/** Writes the rows of {@code backfill_runs}: one at the start of a run, updated at its end. */
final class RunLog {

  private static final String RUNNING = "running";

  /** The number of runs examined, far more than can have been killed in succession. */
  private static final int LOOKED_AT = 100;

  private final CqlSession session;
  private final String keyspace;

  /** Creates the log; the caller holds the {@link JobLease}. */
  RunLog(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  /** Marks unfinished runs as failed, since no other run can hold the lease. */
  private void closeBroken() {
    session
        .execute(
            "SELECT started_at, run_id, status FROM %s.backfill_runs WHERE list = 'all' LIMIT %d"
                .formatted(keyspace, LOOKED_AT))
        .all()
        .stream()
        .filter(row -> RUNNING.equals(row.getString("status")))
        .forEach(
            row ->
                end(
                    row.getString("run_id"),
                    row.getInstant("started_at"),
                    "killed",
                    0,
                    0,
                    0,
                    "terminated without reporting; rows written are valid, rerun to complete"));
  }

  void started(String run, Instant startedAt, String mode, TimeRange range) {
    closeBroken();
    PreparedStatement insert =
        session.prepare(
            """
            INSERT INTO %s.backfill_runs
            (list, started_at, run_id, mode, range_start, range_end, status)
            VALUES ('all', ?, ?, ?, ?, ?, ?)"""
                .formatted(keyspace));
    session.execute(insert.bind(startedAt, run, mode, range.from(), range.to(), RUNNING));
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
    PreparedStatement update =
        session.prepare(
            """
            INSERT INTO %s.backfill_runs
            (list, started_at, run_id, status, finished_at, posts_read, rows_written, rows_different, message)
            VALUES ('all', ?, ?, ?, ?, ?, ?, ?, ?)"""
                .formatted(keyspace));
    session.execute(
        update.bind(startedAt, run, status, Instant.now(), posts, written, different, message));
  }
}
