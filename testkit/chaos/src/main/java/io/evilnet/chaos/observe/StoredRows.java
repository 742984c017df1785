package io.evilnet.chaos.observe;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.chaos.oracle.Oracle;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import java.time.Instant;
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
    for (String table : new String[] {Oracle.BY_WINDOW, Oracle.BY_BUCKET}) {
      session
          .execute(
              "SELECT window_start, city_id, tweets, retweets, users, received_retweets FROM %s.%s"
                  .formatted(keyspace, table))
          .forEach(
              row ->
                  rows.put(
                      new RowKey(table, row.getInstant("window_start"), row.getString("city_id")),
                      new Row(
                          row.getLong("tweets"),
                          row.getLong("retweets"),
                          row.getLong("users"),
                          row.getLong("received_retweets"))));
    }
    session
        .execute(
            "SELECT window_start, unresolved_tweets, unresolved_retweets, unresolved_users, contained_tweets, contained_retweets, contained_users FROM %s.windows"
                .formatted(keyspace))
        .forEach(
            row -> {
              Instant start = row.getInstant("window_start");
              rows.put(new RowKey(Oracle.WINDOWS, start, ""), row(row, "unresolved"));
              Row contained = row(row, "contained");
              if (!contained.equals(Row.NONE)) {
                rows.put(new RowKey(Oracle.WINDOWS, start, Oracle.CONTAINED), contained);
              }
            });
    return rows;
  }

  private static Row row(com.datastax.oss.driver.api.core.cql.Row row, String posts) {
    return new Row(
        row.getLong(posts + "_tweets"),
        row.getLong(posts + "_retweets"),
        row.getLong(posts + "_users"));
  }
}
