package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;

/** Reads which countries have cities. */
final class SelectCountries {

  private final PreparedStatement statement;

  SelectCountries(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind() {
    return statement.bind();
  }

  static String cql(String keyspace) {
    return """
        SELECT country_code FROM %s.countries
        WHERE list = 'all'"""
        .formatted(keyspace);
  }

  static String read(Row row) {
    return row.getString("country_code");
  }
}
