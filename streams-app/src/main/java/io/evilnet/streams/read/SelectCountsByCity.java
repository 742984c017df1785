package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.time.LocalDate;

/** Reads the windows of a city on one day that are in a range. */
final class SelectCountsByCity {

  private final PreparedStatement statement;

  SelectCountsByCity(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(String cityId, LocalDate day, TimeRange range) {
    return statement.bind(cityId, day, range.from(), range.to());
  }

  static String cql(String keyspace) {
    return """
        SELECT window_start, tweets, retweets, users, users_sketch FROM %s.counts_by_city
        WHERE city_id = ? AND day = ? AND window_start >= ? AND window_start < ?"""
        .formatted(keyspace);
  }

  static CityRow read(City city, Row row) {
    return new CityRow(
        row.getInstant("window_start"),
        city.id(),
        city.fullName(),
        new Counts(row.getLong("tweets"), row.getLong("retweets"), row.getLong("users")),
        UsersSketchColumn.read(row));
  }
}
