package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.Counts;

/** Reads which windows there are in a range, oldest first. */
final class SelectWindows {

  private final PreparedStatement statement;

  SelectWindows(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(TimeRange range) {
    return statement.bind(range.from(), range.to());
  }

  static String cql(String keyspace) {
    return """
        SELECT window_start, unresolved_tweets, unresolved_retweets, unresolved_users FROM %s.windows
        WHERE list = 'all' AND window_start >= ? AND window_start < ?
        ORDER BY window_start ASC"""
        .formatted(keyspace);
  }

  static WindowRow read(Row row) {
    return new WindowRow(
        row.getInstant("window_start"),
        new Counts(
            row.getLong("unresolved_tweets"),
            row.getLong("unresolved_retweets"),
            row.getLong("unresolved_users")));
  }
}
