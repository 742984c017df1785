package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import io.evilnet.core.City;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The table {@code cities}, keyed by country: names and positions. */
public final class CitiesTable extends Table {

  private final Prepared select;

  public CitiesTable(CqlSession session, String keyspace) {
    super(
        session,
        keyspace,
        "cities",
        "country_code, city_id, city, latitude, longitude",
        "USING TIMESTAMP :written");
    select =
        select(
            "city_id, city, latitude, longitude, WRITETIME(city) AS written",
            "WHERE country_code = :country_code");
  }

  public BoundStatement insert(City city, long writtenMicros) {
    return insert
        .bind()
        .setString("country_code", city.countryCode())
        .setString("city_id", city.id())
        .setString("city", city.fullName())
        .setDouble("latitude", city.latitude())
        .setDouble("longitude", city.longitude())
        .setLong("written", writtenMicros)
        .build();
  }

  /** Returns the ids of the cities of a country. */
  public List<String> ids(String countryCode) {
    return execute(select(countryCode)).map(row -> row.getString("city_id")).all();
  }

  /** Reads the cities of a country. */
  public CompletableFuture<List<KnownCity>> read(String countryCode) {
    return readAll(
        select(countryCode),
        row ->
            new KnownCity(
                new City(
                    row.getString("city_id"),
                    row.getString("city"),
                    countryCode,
                    row.getDouble("latitude"),
                    row.getDouble("longitude")),
                row.getLong("written")));
  }

  private BoundStatementBuilder select(String countryCode) {
    return select.bind().setString("country_code", countryCode);
  }
}
