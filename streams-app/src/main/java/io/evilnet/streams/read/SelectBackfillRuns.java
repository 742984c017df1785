package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;

/** Reads the newest runs of the batch job. */
final class SelectBackfillRuns {

  private final PreparedStatement statement;

  SelectBackfillRuns(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(int limit) {
    return statement.bind(limit);
  }

  static String cql(String keyspace) {
    return """
        SELECT started_at, run_id, mode, range_start, range_end, status, finished_at,
          posts_read, rows_written, rows_different, message
        FROM %s.backfill_runs WHERE list = 'all' LIMIT ?"""
        .formatted(keyspace);
  }

  static BackfillRun read(Row row) {
    return new BackfillRun(
        row.getInstant("started_at"),
        row.getString("run_id"),
        row.getString("mode"),
        row.getInstant("range_start"),
        row.getInstant("range_end"),
        row.getString("status"),
        row.getInstant("finished_at"),
        row.get("posts_read", Long.class),
        row.get("rows_written", Long.class),
        row.get("rows_different", Long.class),
        row.getString("message"));
  }
}
