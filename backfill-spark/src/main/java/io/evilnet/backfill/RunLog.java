package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;
import java.util.Locale;

/** The rows of {@code backfill_runs}: one when a run starts, written again when it ends. */
final class RunLog {

  private final CqlSession session;
  private final String keyspace;

  RunLog(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  void started(String run, Instant startedAt, String mode, TimeRange range) {
    PreparedStatement insert =
        session.prepare(
            """
            INSERT INTO %s.backfill_runs
            (list, started_at, run_id, mode, range_start, range_end, status)
            VALUES ('all', ?, ?, ?, ?, ?, 'running')"""
                .formatted(keyspace));
    session.execute(insert.bind(startedAt, run, mode, range.from(), range.to()));
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
