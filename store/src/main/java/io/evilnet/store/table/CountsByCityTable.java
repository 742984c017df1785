package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.CityCounts;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The table {@code counts_by_city}, keyed by city and UTC day. */
public final class CountsByCityTable extends Table {

  public static final String NAME = "counts_by_city";

  /** A partition key. */
  public record Partition(String cityId, LocalDate day) implements Serializable {

    /** Returns the partition of a city that contains a window. */
    public static Partition of(String cityId, Instant windowStart) {
      return new Partition(cityId, dayOf(windowStart));
    }
  }

  private final Prepared selectPartitions;
  private final Prepared select;
  private final Prepared delete;

  public CountsByCityTable(CqlSession session, String keyspace) {
    super(
        session,
        keyspace,
        NAME,
        "city_id, day, window_start, " + CountColumns.NAMES,
        "USING TIMESTAMP :written AND TTL :ttl");
    selectPartitions = select("DISTINCT city_id, day", "");
    select =
        select(
            "window_start, " + CountColumns.NAMES,
            "WHERE city_id = :city_id AND day = :day AND window_start >= :earliest AND window_start < :end");
    delete =
        delete(
            "USING TIMESTAMP :written WHERE city_id = :city_id AND day = :day AND window_start = :window_start");
  }

  /** Returns the day of a partition. */
  public static LocalDate dayOf(Instant windowStart) {
    return LocalDate.ofInstant(windowStart, ZoneOffset.UTC);
  }

  /** Inserts a total with the table's TTL; keeps the stored sketch if the total has none. */
  public BoundStatement insert(Instant windowStart, CityCounts total, long writtenMicros) {
    return CountColumns.set(
            keyed(insert, total.city().id(), windowStart).setLong("written", writtenMicros), total)
        .build();
  }

  /** Replaces a row, including its sketch. */
  public BoundStatement replace(
      Instant windowStart, CityCounts total, long writtenMicros, int ttlSeconds) {
    return CountColumns.replace(
            keyed(insert, total.city().id(), windowStart).setLong("written", writtenMicros),
            total,
            ttlSeconds)
        .build();
  }

  /** Deletes a row as of a write time. */
  public BoundStatement delete(String cityId, Instant windowStart, long writtenMicros) {
    return keyed(delete, cityId, windowStart).setLong("written", writtenMicros).build();
  }

  private static BoundStatementBuilder keyed(
      Prepared statement, String cityId, Instant windowStart) {
    return statement
        .bind()
        .setString("city_id", cityId)
        .setLocalDate("day", dayOf(windowStart))
        .setInstant("window_start", windowStart);
  }

  /** Returns the keys of all partitions. */
  public List<Partition> partitions() {
    return execute(selectPartitions.bind())
        .map(row -> new Partition(row.getString("city_id"), row.getLocalDate("day")))
        .all();
  }

  /** Reads the windows of a partition that start in a half-open range. */
  public CompletableFuture<List<CityRow>> read(
      Partition partition, String cityName, Instant from, Instant to) {
    return readAll(
        select
            .bind()
            .setString("city_id", partition.cityId())
            .setLocalDate("day", partition.day())
            .setInstant("earliest", from)
            .setInstant("end", to),
        row -> row(partition.cityId(), cityName, row));
  }

  private static CityRow row(String cityId, String cityName, Row row) {
    return new CityRow(
        row.getInstant("window_start"),
        cityId,
        cityName,
        CountColumns.counts(row),
        CountColumns.sketch(row));
  }
}
