package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The table that is keyed by window. */
record CountsByWindow(String keyspace) implements CountTable {

  static final String NAME = "counts_by_window";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean holds(CityWindow key) {
    return !key.isUnresolved();
  }

  @Override
  public String selectPartitions() {
    return "SELECT DISTINCT window_start FROM %s.counts_by_window".formatted(keyspace);
  }

  @Override
  public Optional<List<Object>> partition(Row row, TimeRange range) {
    Instant windowStart = row.getInstant("window_start");
    return range.contains(windowStart) ? Optional.of(List.of(windowStart)) : Optional.empty();
  }

  @Override
  public String select() {
    return """
        SELECT window_start, city_id, tweets, retweets, users, users_sketch FROM %s.counts_by_window
        WHERE window_start = ?"""
        .formatted(keyspace);
  }

  @Override
  public StoredCounts read(Row row) {
    return new StoredCounts(
        NAME,
        new CityWindow(row.getInstant("window_start"), row.getString("city_id")),
        new Counts(row.getLong("tweets"), row.getLong("retweets"), row.getLong("users")),
        CountTable.sketch(row));
  }

  @Override
  public String insert() {
    return """
        INSERT INTO %s.counts_by_window
        (window_start, city_id, city, tweets, retweets, users, users_sketch)
        VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?"""
        .formatted(keyspace);
  }

  @Override
  public List<Object> insertValues(CityWindow key, CityCounts counts, long writeTime, int ttl) {
    return List.of(
        key.windowStart(),
        key.cityId(),
        counts.city().fullName(),
        counts.counts().tweets(),
        counts.counts().retweets(),
        counts.counts().users(),
        ByteBuffer.wrap(counts.users().toBytes()),
        writeTime,
        ttl);
  }

  @Override
  public String delete() {
    return """
        DELETE FROM %s.counts_by_window USING TIMESTAMP ?
        WHERE window_start = ? AND city_id = ?"""
        .formatted(keyspace);
  }

  @Override
  public List<Object> deleteValues(CityWindow key, long writeTime) {
    return List.of(writeTime, key.windowStart(), key.cityId());
  }
}
