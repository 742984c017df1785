package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The table that is keyed by city and UTC day. */
record CountsByCity(String keyspace) implements CountTable {

  static final String NAME = "counts_by_city";

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
    return "SELECT DISTINCT city_id, day FROM %s.counts_by_city".formatted(keyspace);
  }

  @Override
  public Optional<List<Object>> partition(Row row, TimeRange range) {
    LocalDate day = row.getLocalDate("day");
    if (day.isBefore(dayOf(range.from())) || day.isAfter(dayOf(range.to()))) {
      return Optional.empty();
    }
    return Optional.of(List.of(row.getString("city_id"), day, range.from(), range.to()));
  }

  @Override
  public String select() {
    return """
        SELECT window_start, city_id, tweets, retweets, users, users_sketch FROM %s.counts_by_city
        WHERE city_id = ? AND day = ? AND window_start >= ? AND window_start < ?"""
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
        INSERT INTO %s.counts_by_city
        (city_id, day, window_start, tweets, retweets, users, users_sketch)
        VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?"""
        .formatted(keyspace);
  }

  @Override
  public List<Object> insertValues(CityWindow key, CityCounts counts, long writeTime, int ttl) {
    return List.of(
        key.cityId(),
        dayOf(key.windowStart()),
        key.windowStart(),
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
        DELETE FROM %s.counts_by_city USING TIMESTAMP ?
        WHERE city_id = ? AND day = ? AND window_start = ?"""
        .formatted(keyspace);
  }

  @Override
  public List<Object> deleteValues(CityWindow key, long writeTime) {
    return List.of(writeTime, key.cityId(), dayOf(key.windowStart()), key.windowStart());
  }

  private static LocalDate dayOf(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
