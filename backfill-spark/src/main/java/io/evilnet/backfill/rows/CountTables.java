package io.evilnet.backfill.rows;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.evilnet.backfill.compare.CountTable;
import io.evilnet.backfill.compare.Difference;
import io.evilnet.backfill.compare.StoredCounts;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.TimeRange;
import io.evilnet.core.UserSketch;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.CountsByBucketTable;
import io.evilnet.store.table.CountsByWindowTable;
import io.evilnet.store.table.WindowRow;
import io.evilnet.store.table.WindowsTable;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** The tables of counts of a keyspace, read and written through a session. */
record CountTables(
    CountsByWindowTable byWindow, CountsByBucketTable byBucket, WindowsTable windows) {

  /** The rows read by one request. */
  sealed interface Slice extends Serializable {
    CompletableFuture<List<StoredCounts>> read(CountTables tables);
  }

  private record WindowSlice(Instant windowStart) implements Slice {
    @Override
    public CompletableFuture<List<StoredCounts>> read(CountTables tables) {
      return tables
          .byWindow()
          .read(windowStart)
          .thenApply(rows -> rows.stream().map(row -> stored(CountTable.BY_WINDOW, row)).toList());
    }
  }

  private record BucketSlice(CountsByBucketTable.Partition partition, TimeRange range)
      implements Slice {
    @Override
    public CompletableFuture<List<StoredCounts>> read(CountTables tables) {
      return tables
          .byBucket()
          .read(partition, range)
          .thenApply(rows -> rows.stream().map(row -> stored(CountTable.BY_BUCKET, row)).toList());
    }
  }

  private record WindowsSlice(TimeRange range) implements Slice {
    @Override
    public CompletableFuture<List<StoredCounts>> read(CountTables tables) {
      return tables
          .windows()
          .read(range.from(), range.to())
          .thenApply(rows -> rows.stream().flatMap(WindowsSlice::stored).toList());
    }

    private static Stream<StoredCounts> stored(WindowRow row) {
      StoredCounts unresolved = stored(row, City.UNRESOLVED, row.unresolved());
      return row.contained().equals(Counts.ZERO)
          ? Stream.of(unresolved)
          : Stream.of(unresolved, stored(row, City.CONTAINED, row.contained()));
    }

    private static StoredCounts stored(WindowRow row, City posts, Counts counts) {
      return new StoredCounts(
          CountTable.WINDOWS, new CityWindow(row.start(), posts.id()), counts, UserSketch.NONE);
    }
  }

  CountTables(CqlSession session, String keyspace) {
    this(
        new CountsByWindowTable(session, keyspace),
        new CountsByBucketTable(session, keyspace),
        new WindowsTable(session, keyspace));
  }

  private static StoredCounts stored(CountTable table, CityRow row) {
    return new StoredCounts(
        table, new CityWindow(row.windowStart(), row.cityId()), row.counts(), row.sketch());
  }

  /** Returns the partitions that may contain rows of a range, including unexpected ones. */
  List<Slice> slices(TimeRange range) {
    List<Slice> slices = new ArrayList<>();
    byWindow.windows().stream().filter(range::contains).map(WindowSlice::new).forEach(slices::add);
    byBucket.partitions().stream()
        .filter(key -> key.period().overlaps(range))
        .map(key -> new BucketSlice(key, range))
        .forEach(slices::add);
    slices.add(new WindowsSlice(range));
    return slices;
  }

  /** Returns the statement that repairs a row: replaces or deletes it. */
  BoundStatement repair(Difference difference, long writtenMicros, int ttlSeconds) {
    String city = difference.key().cityId();
    Instant start = difference.key().windowStart();
    CityCounts expected = difference.expected();
    return switch (difference.table()) {
      case BY_WINDOW ->
          expected == null
              ? byWindow.delete(city, start, writtenMicros)
              : byWindow.replace(start, expected, writtenMicros, ttlSeconds);
      case BY_BUCKET ->
          expected == null
              ? byBucket.delete(city, start, writtenMicros)
              : byBucket.replace(start, expected, writtenMicros, ttlSeconds);
      case WINDOWS ->
          expected == null && city.equals(City.UNRESOLVED.id())
              ? windows.delete(start, writtenMicros)
              : windows.replace(
                  start,
                  city,
                  expected == null ? Counts.ZERO : expected.counts(),
                  writtenMicros,
                  ttlSeconds);
    };
  }
}
