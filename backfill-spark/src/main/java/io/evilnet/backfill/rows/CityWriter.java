package io.evilnet.backfill.rows;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.core.City;
import io.evilnet.store.table.CitiesByRegionTable;
import io.evilnet.store.table.CitiesTable;
import io.evilnet.store.table.CountriesTable;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Inserts the names and positions of cities without a row; skips cities whose values Cassandra
 * rejects.
 */
public final class CityWriter {
  private static final Logger LOG = LoggerFactory.getLogger(CityWriter.class);

  private final CqlSession session;
  private final CitiesTable table;
  private final CitiesByRegionTable byRegion;
  private final CountriesTable countries;

  public CityWriter(CqlSession session, String keyspace) {
    this.session = session;
    this.table = new CitiesTable(session, keyspace);
    this.byRegion = new CitiesByRegionTable(session, keyspace);
    this.countries = new CountriesTable(session, keyspace);
  }

  /** Inserts the missing cities; returns their number. */
  public int add(List<City> cities, long writeTimeMicros) {
    Map<String, List<City>> byCountry =
        cities.stream().collect(Collectors.groupingBy(City::countryCode));
    int added = 0;
    for (Map.Entry<String, List<City>> country : byCountry.entrySet()) {
      try {
        Set<String> known = new HashSet<>(table.ids(country.getKey()));
        for (City city : country.getValue()) {
          if (known.add(city.id())) {
            added += isAdded(city, writeTimeMicros) ? 1 : 0;
          }
        }
        // Even if all cities are known, since a killed run may not have inserted the country.
        session.execute(countries.insert(country.getKey(), writeTimeMicros));
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

  private boolean isAdded(City city, long writeTimeMicros) {
    try {
      session.execute(byRegion.insert(city, writeTimeMicros));
      // Last, since the next run skips the cities in this table.
      session.execute(table.insert(city, writeTimeMicros));
      return true;
    } catch (InvalidQueryException e) {
      LOG.warn(
          "Cassandra rejected the name of city {} ({}); skipping it; its counts are written",
          city.id(),
          e.getMessage());
      return false;
    }
  }
}
