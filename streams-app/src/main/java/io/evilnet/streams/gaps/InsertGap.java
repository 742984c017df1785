package io.evilnet.streams.gaps;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.evilnet.infra.topics.StreamGap;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Writes a gap. Its end is left out while it lasts: a null would be a tombstone. */
final class InsertGap {

  private final PreparedStatement statement;

  InsertGap(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  /** The statement; of two for the same gap the one that was appended later holds. */
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
