package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;

/** Inserts the name and position of a city. */
final class InsertCity {

  private final PreparedStatement statement;

  InsertCity(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(CityTotal total) {
    return statement.bind(values(total));
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.cities (country_code, city_id, city, latitude, longitude)
        VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?"""
        .formatted(keyspace);
  }

  static Object[] values(CityTotal total) {
    return new Object[] {
      total.city().countryCode(),
      total.city().id(),
      total.city().fullName(),
      total.city().latitude(),
      total.city().longitude(),
      total.writeTime()
    };
  }
}
