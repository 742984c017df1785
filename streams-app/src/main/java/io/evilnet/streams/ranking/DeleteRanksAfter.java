package io.evilnet.streams.ranking;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Removes what is left of a longer ranking. */
final class DeleteRanksAfter {

  private final PreparedStatement statement;

  DeleteRanksAfter(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(Metric metric, Side side, int lastRank) {
    return statement.bind(metric.label(), side.label(), lastRank);
  }

  static String cql(String keyspace) {
    return "DELETE FROM %s.ranking WHERE metric = ? AND side = ? AND rank > ?".formatted(keyspace);
  }
}
