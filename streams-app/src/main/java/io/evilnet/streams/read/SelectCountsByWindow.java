package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.Counts;
import java.time.Instant;

/** Reads all cities of a window. */
final class SelectCountsByWindow {

  private final PreparedStatement statement;

  SelectCountsByWindow(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(Instant windowStart) {
    return statement.bind(windowStart);
  }

  static String cql(String keyspace) {
    return """
        SELECT city_id, city, tweets, retweets, users, users_sketch FROM %s.counts_by_window
        WHERE window_start = ?"""
        .formatted(keyspace);
  }

  static CityRow read(Instant windowStart, Row row) {
    return new CityRow(
        windowStart,
        row.getString("city_id"),
        row.getString("city"),
        new Counts(row.getLong("tweets"), row.getLong("retweets"), row.getLong("users")),
        UsersSketchColumn.read(row));
  }
}
