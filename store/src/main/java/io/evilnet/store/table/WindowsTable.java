package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The table {@code windows}, with the counts of {@link City#UNRESOLVED} and {@link City#CONTAINED},
 * in columns prefixed with their ids.
 */
public final class WindowsTable extends Table {

  public static final String NAME = "windows";

  private static final String COLUMNS =
      "window_start, unresolved_tweets, unresolved_retweets, unresolved_users, contained_tweets, contained_retweets, contained_users";

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

  /** Inserts a window with the table's TTL; keeps stored counts. */
  public BoundStatement insert(Instant windowStart, long writtenMicros) {
    return keyed(windowStart, writtenMicros).build();
  }

  /**
   * Inserts counts of a window with the table's TTL; keeps its other counts.
   *
   * @param posts {@link City#UNRESOLVED} or {@link City#CONTAINED}
   */
  public BoundStatement insert(Instant windowStart, City posts, Counts counts, long writtenMicros) {
    return counted(windowStart, posts.id(), counts, writtenMicros).build();
  }

  /**
   * Replaces counts of a window; keeps its other counts.
   *
   * @param posts the id of {@link City#UNRESOLVED} or {@link City#CONTAINED}
   */
  public BoundStatement replace(
      Instant windowStart, String posts, Counts counts, long writtenMicros, int ttlSeconds) {
    return counted(windowStart, posts, counts, writtenMicros).setInt("ttl", ttlSeconds).build();
  }

  private BoundStatementBuilder counted(
      Instant windowStart, String posts, Counts counts, long writtenMicros) {
    return keyed(windowStart, writtenMicros)
        .setLong(posts + "_tweets", counts.tweets())
        .setLong(posts + "_retweets", counts.retweets())
        .setLong(posts + "_users", counts.users());
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

  private static WindowRow row(Row row) {
    return new WindowRow(
        row.getInstant("window_start"), counts(row, City.UNRESOLVED), counts(row, City.CONTAINED));
  }

  /** Decodes counts; absent values are zero. */
  private static Counts counts(Row row, City posts) {
    return new Counts(
        row.getLong(posts.id() + "_tweets"),
        row.getLong(posts.id() + "_retweets"),
        row.getLong(posts.id() + "_users"));
  }
}
