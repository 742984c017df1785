package io.evilnet.streams.unusual;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Removes a report of a city. */
final class DeleteReport {

  private final PreparedStatement statement;

  DeleteReport(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(String cityId) {
    return statement.bind(InsertReport.key(cityId));
  }

  static String cql(String keyspace) {
    return "DELETE FROM %s.unusual_reports WHERE city_id = ? IF EXISTS".formatted(keyspace);
  }
}
