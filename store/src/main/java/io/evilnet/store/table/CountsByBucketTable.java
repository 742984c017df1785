package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.TimeRange;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The table {@code counts_by_bucket}, keyed by a bucket of cities and a quarter of a UTC day.
 *
 * <p>Cities share partitions, since with a partition per city each row would be a separate
 * mutation, which is many times as expensive as a row.
 */
public final class CountsByBucketTable extends Table {

  public static final String NAME = "counts_by_bucket";

  /** A partition has about 5 MB with 10,000 cities. */
  public static final int BUCKETS = 16;

  private static final int HOURS_OF_QUARTER = 6;

  /** A quarter of a UTC day, 0 to 3. */
  public record Period(LocalDate day, int quarter) implements Serializable {

    /** Returns the period that contains a window. */
    public static Period of(Instant windowStart) {
      ZonedDateTime time = windowStart.atZone(ZoneOffset.UTC);
      return new Period(time.toLocalDate(), time.getHour() / HOURS_OF_QUARTER);
    }

    /** Returns true if windows of this period can start in a range. */
    public boolean overlaps(TimeRange range) {
      Instant start = day.atTime(quarter * HOURS_OF_QUARTER, 0).toInstant(ZoneOffset.UTC);
      return start.isBefore(range.to())
          && start.plus(Duration.ofHours(HOURS_OF_QUARTER)).isAfter(range.from());
    }
  }

  /** A partition key. */
  public record Partition(int bucket, Period period) implements Serializable {

    /** Returns the partition that contains a window of a city. */
    public static Partition of(String cityId, Instant windowStart) {
      return new Partition(bucketOf(cityId), Period.of(windowStart));
    }
  }

  private final Prepared selectPartitions;
  private final Prepared selectAll;
  private final Prepared select;
  private final Prepared delete;

  public CountsByBucketTable(CqlSession session, String keyspace) {
    super(
        session,
        keyspace,
        NAME,
        "bucket, day, quarter, city_id, window_start, " + CountColumns.NAMES,
        "USING TIMESTAMP :written AND TTL :ttl");
    String columns = "city_id, window_start, " + CountColumns.NAMES;
    String partition = "WHERE bucket = :bucket AND day = :day AND quarter = :quarter";
    String city = partition + " AND city_id = :city_id";
    selectPartitions = select("DISTINCT bucket, day, quarter", "");
    selectAll = select(columns, partition);
    select = select(columns, city + " AND window_start >= :earliest AND window_start < :end");
    delete = delete("USING TIMESTAMP :written " + city + " AND window_start = :window_start");
  }

  private static int bucketOf(String cityId) {
    return Math.floorMod(cityId.hashCode(), BUCKETS);
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
    return bind(statement, Partition.of(cityId, windowStart))
        .setString("city_id", cityId)
        .setInstant("window_start", windowStart);
  }

  private static BoundStatementBuilder bind(Prepared statement, Partition partition) {
    return statement
        .bind()
        .setInt("bucket", partition.bucket())
        .setLocalDate("day", partition.period().day())
        .setInt("quarter", partition.period().quarter());
  }

  /** Returns the keys of all partitions. */
  public List<Partition> partitions() {
    return execute(selectPartitions.bind())
        .map(
            row ->
                new Partition(
                    row.getInt("bucket"),
                    new Period(row.getLocalDate("day"), row.getInt("quarter"))))
        .all();
  }

  /** Reads the windows of all cities of a partition that start in a range, without names. */
  public CompletableFuture<List<CityRow>> read(Partition partition, TimeRange range) {
    return readAll(
        bind(selectAll, partition),
        row -> range.contains(row.getInstant("window_start")),
        row -> row("", row));
  }

  /** Reads the windows of a city and period that start in a half-open range. */
  public CompletableFuture<List<CityRow>> read(City city, Period period, TimeRange range) {
    return readAll(
        bind(select, new Partition(bucketOf(city.id()), period))
            .setString("city_id", city.id())
            .setInstant("earliest", range.from())
            .setInstant("end", range.to()),
        row -> row(city.fullName(), row));
  }

  private static CityRow row(String cityName, Row row) {
    return new CityRow(
        row.getInstant("window_start"),
        row.getString("city_id"),
        cityName,
        CountColumns.counts(row),
        CountColumns.sketch(row));
  }
}
