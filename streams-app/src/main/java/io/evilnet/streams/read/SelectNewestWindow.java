package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;

/** Reads which window is the newest. */
final class SelectNewestWindow {

  private final PreparedStatement statement;

  SelectNewestWindow(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind() {
    return statement.bind();
  }

  static String cql(String keyspace) {
    return """
        SELECT window_start FROM %s.windows
        WHERE list = 'all' ORDER BY window_start DESC LIMIT 1"""
        .formatted(keyspace);
  }

  static Instant read(Row row) {
    return row.getInstant("window_start");
  }
}
