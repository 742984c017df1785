package io.evilnet.streams.unusual;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Instant;

/** Writes a report of a city, unless there is one, for as long as the cool-down lasts. */
final class InsertReport {

  private final PreparedStatement statement;

  InsertReport(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(String cityId, Instant reportedAt, int seconds) {
    return statement.bind(key(cityId), reportedAt, seconds);
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.unusual_reports (city_id, reported_at)
        VALUES (?, ?) IF NOT EXISTS USING TTL ?"""
        .formatted(keyspace);
  }

  /** A key must not be empty, as the id of all cities together is. */
  static String key(String cityId) {
    return cityId.isEmpty() ? "all" : cityId;
  }
}
