package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.evilnet.core.City;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Adds the cities that have no row yet to the names and positions that readers look up. */
final class CityWriter {

  private final CqlSession session;
  private final String keyspace;

  CityWriter(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  /** Adds those that are missing; returns how many. */
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
      Set<String> known = known(country.getKey());
      boolean newCountry = known.isEmpty();
      for (City city : country.getValue()) {
        if (known.add(city.id())) {
          session.execute(
              insertCity.bind(
                  city.countryCode(),
                  city.id(),
                  city.fullName(),
                  city.latitude(),
                  city.longitude(),
                  writeTimeMicros));
          added++;
        }
      }
      if (newCountry) {
        session.execute(insertCountry.bind(country.getKey(), writeTimeMicros));
      }
    }
    return added;
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
