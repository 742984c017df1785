package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.util.List;
import java.util.Optional;

/** The table of windows, each with the counts of the posts without a city. */
record Windows(String keyspace) implements CountTable {

  static final String NAME = "windows";

  private static final String LIST = "all";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean holds(CityWindow key) {
    return key.isUnresolved();
  }

  @Override
  public String selectPartitions() {
    return "SELECT DISTINCT list FROM %s.windows".formatted(keyspace);
  }

  @Override
  public Optional<List<Object>> partition(Row row, TimeRange range) {
    String list = row.getString("list");
    return list.equals(LIST)
        ? Optional.of(List.of(list, range.from(), range.to()))
        : Optional.empty();
  }

  @Override
  public String select() {
    return """
        SELECT window_start, unresolved_tweets, unresolved_retweets, unresolved_users FROM %s.windows
        WHERE list = ? AND window_start >= ? AND window_start < ?"""
        .formatted(keyspace);
  }

  /** Decodes a row; absent counts, as of a window whose posts all have a city, are zero. */
  @Override
  public StoredCounts read(Row row) {
    return new StoredCounts(
        NAME,
        new CityWindow(row.getInstant("window_start"), City.UNRESOLVED.id()),
        new Counts(
            row.getLong("unresolved_tweets"),
            row.getLong("unresolved_retweets"),
            row.getLong("unresolved_users")),
        UserSketch.NONE);
  }

  @Override
  public String insert() {
    return """
        INSERT INTO %s.windows
        (list, window_start, unresolved_tweets, unresolved_retweets, unresolved_users)
        VALUES ('all', ?, ?, ?, ?) USING TIMESTAMP ? AND TTL ?"""
        .formatted(keyspace);
  }

  @Override
  public List<Object> insertValues(CityWindow key, CityCounts counts, long writeTime, int ttl) {
    return List.of(
        key.windowStart(),
        counts.counts().tweets(),
        counts.counts().retweets(),
        counts.counts().users(),
        writeTime,
        ttl);
  }

  @Override
  public String delete() {
    return """
        DELETE FROM %s.windows USING TIMESTAMP ?
        WHERE list = 'all' AND window_start = ?"""
        .formatted(keyspace);
  }

  @Override
  public List<Object> deleteValues(CityWindow key, long writeTime) {
    return List.of(writeTime, key.windowStart());
  }
}
