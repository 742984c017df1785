package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Inserts a window without counts of posts without a city. */
final class InsertWindow {

  private final PreparedStatement statement;

  InsertWindow(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(CityTotal total) {
    return statement.bind(values(total));
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.windows (list, window_start) VALUES ('all', ?) USING TIMESTAMP ?"""
        .formatted(keyspace);
  }

  static Object[] values(CityTotal total) {
    return new Object[] {total.windowStart(), total.writeTime()};
  }
}
