package io.evilnet.streams.unusual;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.store.table.UnusualReportsTable;
import io.evilnet.streams.store.CassandraLink;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reports in the table {@code unusual_reports}, shared by all instances and kept over restarts. */
final class CassandraReports implements Reports {

  private final CassandraLink link;
  private final Duration coolDown;
  private CqlSession prepared;
  private UnusualReportsTable table;

  /** Times of reports whose insertion is unacknowledged and may have been applied. */
  private final Map<String, Instant> unacknowledged = new ConcurrentHashMap<>();

  CassandraReports(CassandraLink link, Duration coolDown) {
    this.link = link;
    this.coolDown = coolDown;
  }

  @Override
  public boolean begin(String key) {
    Instant reportedAt =
        unacknowledged.computeIfAbsent(key, none -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
    boolean isOwn = table().insert(key, reportedAt, coolDown);
    unacknowledged.remove(key);
    return isOwn;
  }

  @Override
  public void cancel(String key) {
    table().remove(key);
  }

  private synchronized UnusualReportsTable table() {
    CqlSession session =
        link.session().orElseThrow(() -> new IllegalStateException("Cassandra is unavailable"));
    if (session != prepared) {
      table = new UnusualReportsTable(session, link.keyspace());
      prepared = session;
    }
    return table;
  }
}
