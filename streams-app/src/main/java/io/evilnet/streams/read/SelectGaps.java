package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.platform.topics.StreamGap;
import java.time.Instant;
import java.util.Optional;

/** Reads the gaps that began before a time, newest first. */
final class SelectGaps {

  private final PreparedStatement statement;

  SelectGaps(CqlSession session, String keyspace) {
    this.statement = session.prepare(cql(keyspace));
  }

  BoundStatement bind(Instant before) {
    return statement.bind(before);
  }

  static String cql(String keyspace) {
    return """
        SELECT started_at, site, connection, ended_at, cause, recovered
        FROM %s.ingest_gaps WHERE list = 'all' AND started_at < ?"""
        .formatted(keyspace);
  }

  static StreamGap read(Row row) {
    return new StreamGap(
        row.getString("site"),
        row.getString("connection"),
        row.getInstant("started_at"),
        Optional.ofNullable(row.getInstant("ended_at")),
        row.getString("cause"),
        row.getLong("recovered"));
  }
}
