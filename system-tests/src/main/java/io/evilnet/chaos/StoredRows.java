package io.evilnet.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.HashMap;
import java.util.Map;

/** Reads all rows of counts from Cassandra. */
final class StoredRows {

  private final CqlSession session;
  private final String keyspace;

  StoredRows(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  Map<RowKey, Row> read() {
    Map<RowKey, Row> rows = new HashMap<>();
    for (String table : new String[] {Oracle.BY_WINDOW, Oracle.BY_CITY}) {
      session
          .execute(
              "SELECT window_start, city_id, tweets, retweets, users FROM %s.%s"
                  .formatted(keyspace, table))
          .forEach(
              row ->
                  rows.put(
                      new RowKey(table, row.getInstant("window_start"), row.getString("city_id")),
                      new Row(
                          row.getLong("tweets"), row.getLong("retweets"), row.getLong("users"))));
    }
    session
        .execute(
            "SELECT window_start, unresolved_tweets, unresolved_retweets, unresolved_users FROM %s.windows"
                .formatted(keyspace))
        .forEach(
            row ->
                rows.put(
                    new RowKey(Oracle.WINDOWS, row.getInstant("window_start"), ""),
                    new Row(
                        row.getLong("unresolved_tweets"),
                        row.getLong("unresolved_retweets"),
                        row.getLong("unresolved_users"))));
    return rows;
  }
}
