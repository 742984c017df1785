package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.List;

/** The table {@code backfill_runs}: the log of validations and repairs. */
public final class BackfillRunsTable extends Table {

  private static final String COLUMNS =
      "started_at, run_id, mode, range_start, range_end, status, finished_at, posts_read, rows_written, rows_different, message";

  private final Prepared select;
  private final Prepared selectSince;

  public BackfillRunsTable(CqlSession session, String keyspace) {
    super(session, keyspace, "backfill_runs", "list, " + COLUMNS, "");
    select = select(COLUMNS, "WHERE list = 'all' LIMIT :most");
    selectSince = select(COLUMNS, "WHERE list = 'all' AND started_at >= :since");
  }

  /** Inserts a run; null values leave the stored ones unchanged. */
  public void insert(BackfillRun run) {
    BoundStatementBuilder row = insert.bind().setString("list", ALL);
    row = set(row, "started_at", run.startedAt(), Instant.class);
    row = set(row, "run_id", run.runId(), String.class);
    row = set(row, "mode", run.mode(), String.class);
    row = set(row, "range_start", run.rangeStart(), Instant.class);
    row = set(row, "range_end", run.rangeEnd(), Instant.class);
    row = set(row, "status", run.status(), String.class);
    row = set(row, "finished_at", run.finishedAt(), Instant.class);
    row = set(row, "posts_read", run.postsRead(), Long.class);
    row = set(row, "rows_written", run.rowsWritten(), Long.class);
    row = set(row, "rows_different", run.rowsDifferent(), Long.class);
    row = set(row, "message", run.message(), String.class);
    execute(row);
  }

  private static <T> BoundStatementBuilder set(
      BoundStatementBuilder row, String column, T value, Class<T> type) {
    return value == null ? row : row.set(column, value, type);
  }

  /** Returns the newest runs, newest first. */
  public List<BackfillRun> newest(int limit) {
    return execute(select.bind().setInt("most", limit)).map(BackfillRunsTable::run).all();
  }

  /** Returns the runs that have started since a time, newest first. */
  public List<BackfillRun> since(Instant time) {
    return execute(selectSince.bind().setInstant("since", time)).map(BackfillRunsTable::run).all();
  }

  private static BackfillRun run(Row row) {
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
