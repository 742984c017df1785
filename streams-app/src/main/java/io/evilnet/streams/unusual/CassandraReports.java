package io.evilnet.streams.unusual;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.store.table.UnusualReportsTable;
import io.evilnet.streams.store.CassandraLink;
import java.time.Duration;
import java.time.Instant;

/** The table {@code unusual_reports}, so that a restart or a second instance repeats nothing. */
final class CassandraReports implements Reports {

  private final CassandraLink link;
  private final Duration coolDown;
  private CqlSession prepared;
  private UnusualReportsTable table;

  CassandraReports(CassandraLink link, Duration coolDown) {
    this.link = link;
    this.coolDown = coolDown;
  }

  @Override
  public boolean begin(String key) {
    return table().insert(key, Instant.now(), coolDown);
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
