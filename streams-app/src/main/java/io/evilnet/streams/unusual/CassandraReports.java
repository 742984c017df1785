package io.evilnet.streams.unusual;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.streams.store.CassandraLink;
import java.time.Duration;
import java.time.Instant;

/** The table {@code unusual_reports}, so that a restart or a second instance repeats nothing. */
final class CassandraReports implements Reports {

  private final CassandraLink link;
  private final int seconds;
  private CqlSession prepared;
  private InsertReport insert;
  private DeleteReport delete;

  CassandraReports(CassandraLink link, Duration coolDown) {
    this.link = link;
    this.seconds = Math.toIntExact(coolDown.toSeconds());
  }

  @Override
  public boolean begin(String cityId) {
    CqlSession session = session();
    return session.execute(insert.bind(cityId, Instant.now(), seconds)).wasApplied();
  }

  @Override
  public void cancel(String cityId) {
    CqlSession session = session();
    var unused = session.executeAsync(delete.bind(cityId));
  }

  private synchronized CqlSession session() {
    CqlSession session =
        link.session().orElseThrow(() -> new IllegalStateException("Cassandra is unavailable"));
    if (session != prepared) {
      insert = new InsertReport(session, link.keyspace());
      delete = new DeleteReport(session, link.keyspace());
      prepared = session;
    }
    return session;
  }
}
