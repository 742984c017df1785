package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Inserts a country that has cities. */
final class InsertCountry {

  private final PreparedStatement statement;

  InsertCountry(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(CityTotal total) {
    return statement.bind(values(total));
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.countries (list, country_code) VALUES ('all', ?) USING TIMESTAMP ?"""
        .formatted(keyspace);
  }

  static Object[] values(CityTotal total) {
    return new Object[] {total.city().countryCode(), total.writeTime()};
  }
}
