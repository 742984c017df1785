package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Inserts a window with the counts of its posts without a city. */
final class InsertWindowUnresolved {

  private final PreparedStatement statement;

  InsertWindowUnresolved(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(CityTotal total) {
    return statement.bind(values(total));
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.windows
        (list, window_start, unresolved_tweets, unresolved_retweets, unresolved_users)
        VALUES ('all', ?, ?, ?, ?) USING TIMESTAMP ?"""
        .formatted(keyspace);
  }

  static Object[] values(CityTotal total) {
    return new Object[] {
      total.windowStart(),
      total.counts().tweets(),
      total.counts().retweets(),
      total.counts().users(),
      total.writeTime()
    };
  }
}
