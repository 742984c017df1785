package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import java.util.List;

/** The table {@code countries}: countries with cities. */
public final class CountriesTable extends Table {

  private final Prepared select;

  public CountriesTable(CqlSession session, String keyspace) {
    super(session, keyspace, "countries", "list, country_code", "USING TIMESTAMP :written");
    select = select("country_code", "WHERE list = 'all'");
  }

  public BoundStatement insert(String countryCode, long writtenMicros) {
    return insert
        .bind()
        .setString("list", ALL)
        .setString("country_code", countryCode)
        .setLong("written", writtenMicros)
        .build();
  }

  /** Returns the codes of all countries. */
  public List<String> codes() {
    return execute(select.bind()).map(row -> row.getString("country_code")).all();
  }
}
