package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.CityCounts;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The table {@code counts_by_window}, keyed by window. */
public final class CountsByWindowTable extends Table {

  public static final String NAME = "counts_by_window";

  private final Prepared selectPartitions;
  private final Prepared select;
  private final Prepared selectTweets;
  private final Prepared delete;

  public CountsByWindowTable(CqlSession session, String keyspace) {
    super(
        session,
        keyspace,
        NAME,
        "window_start, city_id, city, " + CountColumns.NAMES,
        "USING TIMESTAMP :written AND TTL :ttl");
    String window = "WHERE window_start = :window_start";
    selectPartitions = select("DISTINCT window_start", "");
    select = select("city_id, city, " + CountColumns.NAMES, window);
    selectTweets = select("city_id, city, tweets", window);
    delete = delete("USING TIMESTAMP :written " + window + " AND city_id = :city_id");
  }

  /** Inserts a total with the table's TTL; keeps the stored sketch if the total has none. */
  public BoundStatement insert(Instant windowStart, CityCounts total, long writtenMicros) {
    return CountColumns.set(named(windowStart, total, writtenMicros), total).build();
  }

  /** Replaces a row, including its sketch. */
  public BoundStatement replace(
      Instant windowStart, CityCounts total, long writtenMicros, int ttlSeconds) {
    return CountColumns.replace(named(windowStart, total, writtenMicros), total, ttlSeconds)
        .build();
  }

  private BoundStatementBuilder named(Instant windowStart, CityCounts total, long writtenMicros) {
    return insert
        .bind()
        .setInstant("window_start", windowStart)
        .setString("city_id", total.city().id())
        .setString("city", total.city().fullName())
        .setLong("written", writtenMicros);
  }

  /** Deletes a row as of a write time. */
  public BoundStatement delete(String cityId, Instant windowStart, long writtenMicros) {
    return delete
        .bind()
        .setInstant("window_start", windowStart)
        .setString("city_id", cityId)
        .setLong("written", writtenMicros)
        .build();
  }

  /** Returns the windows that have rows, in no particular order. */
  public List<Instant> windows() {
    return execute(selectPartitions.bind()).map(row -> row.getInstant("window_start")).all();
  }

  /** Reads all cities of a window. */
  public CompletableFuture<List<CityRow>> read(Instant windowStart) {
    return readAll(
        select.bind().setInstant("window_start", windowStart), row -> row(windowStart, row));
  }

  /**
   * Reads the tweets of all cities of a window, without the sketches, the largest part of a row.
   */
  public CompletableFuture<List<TweetsRow>> readTweets(Instant windowStart) {
    return readAll(
        selectTweets.bind().setInstant("window_start", windowStart),
        row ->
            new TweetsRow(row.getString("city_id"), row.getString("city"), row.getLong("tweets")));
  }

  private static CityRow row(Instant windowStart, Row row) {
    return new CityRow(
        windowStart,
        row.getString("city_id"),
        row.getString("city"),
        CountColumns.counts(row),
        CountColumns.sketch(row));
  }
}
