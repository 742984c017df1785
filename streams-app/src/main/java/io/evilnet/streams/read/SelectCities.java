package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.City;

/** Reads the cities of a country. */
final class SelectCities {

  private final PreparedStatement statement;

  SelectCities(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(String countryCode) {
    return statement.bind(countryCode);
  }

  static String cql(String keyspace) {
    return """
        SELECT city_id, city, latitude, longitude, WRITETIME(city) AS written FROM %s.cities
        WHERE country_code = ?"""
        .formatted(keyspace);
  }

  static KnownCity read(String countryCode, Row row) {
    return new KnownCity(
        new City(
            row.getString("city_id"),
            row.getString("city"),
            countryCode,
            row.getDouble("latitude"),
            row.getDouble("longitude")),
        row.getLong("written"));
  }
}
