package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import io.evilnet.core.City;
import io.evilnet.core.Region;

/** The table {@code cities_by_region}, keyed by country and region: names, read by Grafana only. */
public final class CitiesByRegionTable extends Table {

  /** The region value of cities without a region. */
  private static final String NONE = "none";

  public CitiesByRegionTable(CqlSession session, String keyspace) {
    super(
        session,
        keyspace,
        "cities_by_region",
        "country_code, region, city_id, city",
        "USING TIMESTAMP :written");
  }

  public BoundStatement insert(City city, long writtenMicros) {
    return insert
        .bind()
        .setString("country_code", city.countryCode())
        .setString("region", Region.of(city).map(Region::name).orElse(NONE))
        .setString("city_id", city.id())
        .setString("city", city.fullName())
        .setLong("written", writtenMicros)
        .build();
  }
}
