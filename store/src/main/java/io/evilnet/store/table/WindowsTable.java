package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The table {@code windows}, with the counts of the posts without a city. */
public final class WindowsTable extends Table {

  public static final String NAME = "windows";

  private static final String COLUMNS =
      "window_start, unresolved_tweets, unresolved_retweets, unresolved_users";

  private final Prepared select;
  private final Prepared selectNewest;
  private final Prepared selectOldest;
  private final Prepared delete;

  public WindowsTable(CqlSession session, String keyspace) {
    super(session, keyspace, NAME, "list, " + COLUMNS, "USING TIMESTAMP :written AND TTL :ttl");
    select =
        select(
            COLUMNS,
            "WHERE list = 'all' AND window_start >= :earliest AND window_start < :end ORDER BY window_start ASC");
    selectOldest = select("window_start", "WHERE list = 'all' ORDER BY window_start ASC LIMIT 1");
    selectNewest = select("window_start", "WHERE list = 'all' ORDER BY window_start DESC LIMIT 1");
    delete = delete("USING TIMESTAMP :written WHERE list = 'all' AND window_start = :window_start");
  }

  /** Inserts a window with the table's TTL; keeps its stored counts. */
  public BoundStatement insert(Instant windowStart, long writtenMicros) {
    return keyed(windowStart, writtenMicros).build();
  }

  /** Inserts a window with the table's TTL. */
  public BoundStatement insert(Instant windowStart, Counts unresolved, long writtenMicros) {
    return counted(windowStart, unresolved, writtenMicros).build();
  }

  /** Replaces a row. */
  public BoundStatement replace(
      Instant windowStart, Counts unresolved, long writtenMicros, int ttlSeconds) {
    return counted(windowStart, unresolved, writtenMicros).setInt("ttl", ttlSeconds).build();
  }

  private BoundStatementBuilder counted(
      Instant windowStart, Counts unresolved, long writtenMicros) {
    return keyed(windowStart, writtenMicros)
        .setLong("unresolved_tweets", unresolved.tweets())
        .setLong("unresolved_retweets", unresolved.retweets())
        .setLong("unresolved_users", unresolved.users());
  }

  private BoundStatementBuilder keyed(Instant windowStart, long writtenMicros) {
    return insert
        .bind()
        .setString("list", ALL)
        .setInstant("window_start", windowStart)
        .setLong("written", writtenMicros);
  }

  /** Deletes a row as of a write time. */
  public BoundStatement delete(Instant windowStart, long writtenMicros) {
    return delete
        .bind()
        .setInstant("window_start", windowStart)
        .setLong("written", writtenMicros)
        .build();
  }

  /** Returns the start of the newest window. */
  public Optional<Instant> newest() {
    return start(selectNewest);
  }

  /** Returns the start of the oldest window. */
  public Optional<Instant> oldest() {
    return start(selectOldest);
  }

  private Optional<Instant> start(Prepared selectOne) {
    return Optional.ofNullable(execute(selectOne.bind()).one())
        .map(row -> row.getInstant("window_start"));
  }

  /** Reads the windows that start in a half-open range, oldest first. */
  public CompletableFuture<List<WindowRow>> read(Instant from, Instant to) {
    return readAll(
        select.bind().setInstant("earliest", from).setInstant("end", to), WindowsTable::row);
  }

  /** Decodes a row; absent counts, as of a window whose posts all have a city, are zero. */
  private static WindowRow row(Row row) {
    return new WindowRow(
        row.getInstant("window_start"),
        new Counts(
            row.getLong("unresolved_tweets"),
            row.getLong("unresolved_retweets"),
            row.getLong("unresolved_users")));
  }
}
