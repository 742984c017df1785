package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import java.time.Duration;
import java.time.Instant;

/** The table {@code unusual_reports}, keyed by city, updated by lightweight transactions. */
public final class UnusualReportsTable extends Table {

  private final Prepared delete;

  public UnusualReportsTable(CqlSession session, String keyspace) {
    super(
        session,
        keyspace,
        "unusual_reports",
        "city_id, reported_at",
        "IF NOT EXISTS USING TTL :ttl");
    delete = delete("WHERE city_id = :city_id IF EXISTS");
  }

  /**
   * Inserts a report with its cool-down as TTL; returns false if another one exists.
   *
   * @param reportedAt its time, in whole ms, which identifies the report when the insertion is
   *     retried
   */
  public boolean insert(String cityId, Instant reportedAt, Duration coolDown) {
    ResultSet result =
        execute(
            insert
                .bind()
                .setString("city_id", key(cityId))
                .setInstant("reported_at", reportedAt)
                .setInt("ttl", Math.toIntExact(coolDown.toSeconds())));
    return result.wasApplied() || reportedAt.equals(result.one().getInstant("reported_at"));
  }

  /** Removes the report of a city asynchronously. */
  public void remove(String cityId) {
    var unused = session.executeAsync(delete.bind().setString("city_id", key(cityId)).build());
  }

  /** Returns a non-empty key; the id of all cities together is empty. */
  private static String key(String cityId) {
    return cityId.isEmpty() ? ALL : cityId;
  }
}
