package io.evilnet.streams.ranking;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Writes one rank of the ranking. */
final class InsertRanked {

  private final PreparedStatement statement;

  InsertRanked(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(Metric metric, Side side, RankedCity ranked) {
    return statement.bind(values(metric, side, ranked));
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.ranking (metric, side, rank, city_id, city, value)
        VALUES (?, ?, ?, ?, ?, ?)"""
        .formatted(keyspace);
  }

  static Object[] values(Metric metric, Side side, RankedCity ranked) {
    return new Object[] {
      metric.label(),
      side.label(),
      ranked.rank(),
      ranked.cityId(),
      ranked.city(),
      metric.of(ranked.counts())
    };
  }
}
