package io.evilnet.streams.gaps;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.evilnet.platform.topics.StreamGap;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Inserts a gap. The end of an open gap is unset, since a null would be a tombstone. */
final class InsertGap {

  private final PreparedStatement statement;

  InsertGap(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  /** Binds a gap; of two records of one gap the one appended later wins. */
  BoundStatement bind(StreamGap gap, Instant appendedAt) {
    BoundStatement bound =
        statement
            .bind()
            .setInstant("started_at", gap.from())
            .setString("site", gap.site())
            .setString("connection", gap.connection())
            .setString("cause", gap.cause())
            .setLong("recovered", gap.recovered())
            .setLong("written", TimeUnit.MILLISECONDS.toMicros(appendedAt.toEpochMilli()));
    return gap.to().isPresent() ? bound.setInstant("ended_at", gap.to().get()) : bound;
  }

  static String cql(String keyspace) {
    return """
        INSERT INTO %s.ingest_gaps (list, started_at, site, connection, ended_at, cause, recovered)
        VALUES ('all', :started_at, :site, :connection, :ended_at, :cause, :recovered)
        USING TIMESTAMP :written"""
        .formatted(keyspace);
  }
}
