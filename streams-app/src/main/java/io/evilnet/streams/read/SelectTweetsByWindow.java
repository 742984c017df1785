package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;

/** Reads the tweets of all cities of a window, without the sketches, which are most of a row. */
final class SelectTweetsByWindow {

  private final PreparedStatement statement;

  SelectTweetsByWindow(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(Instant windowStart) {
    return statement.bind(windowStart);
  }

  static String cql(String keyspace) {
    return """
        SELECT city_id, city, tweets FROM %s.counts_by_window
        WHERE window_start = ?"""
        .formatted(keyspace);
  }

  static TweetsRow read(Row row) {
    return new TweetsRow(row.getString("city_id"), row.getString("city"), row.getLong("tweets"));
  }
}
