package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Inserts a total into {@code counts_by_city}. */
final class InsertCountByCity {

  private final PreparedStatement statement;

  InsertCountByCity(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  /** Binds a total; the stored sketch is kept if the total has none. */
  BoundStatement bind(CityTotal total) {
    BoundStatement bound = statement.bind(values(total));
    return total.users().isNone() ? bound.unset("users_sketch") : bound;
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.counts_by_city
        (city_id, day, window_start, tweets, retweets, users, users_sketch)
        VALUES (?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?"""
        .formatted(keyspace);
  }

  static Object[] values(CityTotal total) {
    return new Object[] {
      total.city().id(),
      total.day(),
      total.windowStart(),
      total.counts().tweets(),
      total.counts().retweets(),
      total.counts().users(),
      total.usersSketch(),
      total.writeTime()
    };
  }
}
