package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.core.City;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts the names and positions of cities that have no row yet; skips a city whose values
 * Cassandra rejects.
 */
final class CityWriter {
  private static final Logger LOG = LoggerFactory.getLogger(CityWriter.class);

  private final CqlSession session;
  private final String keyspace;

  CityWriter(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  /** Inserts the missing cities; returns their number. */
  int add(List<City> cities, long writeTimeMicros) {
    Map<String, List<City>> byCountry =
        cities.stream().collect(Collectors.groupingBy(City::countryCode));
    PreparedStatement insertCity =
        session.prepare(
            """
            INSERT INTO %s.cities (country_code, city_id, city, latitude, longitude)
            VALUES (?, ?, ?, ?, ?) USING TIMESTAMP ?"""
                .formatted(keyspace));
    PreparedStatement insertCountry =
        session.prepare(
            "INSERT INTO %s.countries (list, country_code) VALUES ('all', ?) USING TIMESTAMP ?"
                .formatted(keyspace));
    int added = 0;
    for (Map.Entry<String, List<City>> country : byCountry.entrySet()) {
      try {
        Set<String> known = known(country.getKey());
        boolean newCountry = known.isEmpty();
        for (City city : country.getValue()) {
          if (known.add(city.id())) {
            added += isAdded(city, insertCity, writeTimeMicros) ? 1 : 0;
          }
        }
        if (newCountry) {
          session.execute(insertCountry.bind(country.getKey(), writeTimeMicros));
        }
      } catch (InvalidQueryException e) {
        LOG.warn(
            "Cassandra rejected a country code ({}); skipping the names of its {} cities, such as {}; their counts are written",
            e.getMessage(),
            country.getValue().size(),
            country.getValue().get(0).id());
      }
    }
    return added;
  }

  private boolean isAdded(City city, PreparedStatement insertCity, long writeTimeMicros) {
    try {
      session.execute(
          insertCity.bind(
              city.countryCode(),
              city.id(),
              city.fullName(),
              city.latitude(),
              city.longitude(),
              writeTimeMicros));
      return true;
    } catch (InvalidQueryException e) {
      LOG.warn(
          "Cassandra rejected the name of city {} ({}); skipping it; its counts are written",
          city.id(),
          e.getMessage());
      return false;
    }
  }

  private Set<String> known(String countryCode) {
    Set<String> ids = new HashSet<>();
    session
        .execute(
            "SELECT city_id FROM %s.cities WHERE country_code = ?".formatted(keyspace), countryCode)
        .forEach(row -> ids.add(row.getString("city_id")));
    return ids;
  }
}
