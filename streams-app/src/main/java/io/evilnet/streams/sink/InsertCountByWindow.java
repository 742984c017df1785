package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Inserts a total into {@code counts_by_window}. */
final class InsertCountByWindow {

  private final PreparedStatement statement;

  InsertCountByWindow(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  /** Binds a total; the stored sketch is kept if the total has none. */
  BoundStatement bind(CityTotal total) {
    BoundStatement bound = statement.bind(values(total));
    return total.users().isNone() ? bound.unset("users_sketch") : bound;
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.counts_by_window
        (window_start, city_id, city, tweets, retweets, users, users_sketch)
        VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?"""
        .formatted(keyspace);
  }

  static Object[] values(CityTotal total) {
    return new Object[] {
      total.windowStart(),
      total.city().id(),
      total.city().fullName(),
      total.counts().tweets(),
      total.counts().retweets(),
      total.counts().users(),
      total.usersSketch(),
      total.writeTime()
    };
  }
}
