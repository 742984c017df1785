package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.platform.topics.StreamGap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** The table {@code ingest_gaps}: intervals without a connection to the stream. */
public final class IngestGapsTable extends Table {

  private static final String COLUMNS =
      "started_at, site, connection, ended_at, cause, recovered, made";

  private final Prepared select;

  public IngestGapsTable(CqlSession session, String keyspace) {
    super(session, keyspace, "ingest_gaps", "list, " + COLUMNS, "USING TIMESTAMP :written");
    select = select(COLUMNS, "WHERE list = 'all' AND started_at < :before");
  }

  /**
   * Inserts a gap; the later appended of two records of a gap wins. The end of an open gap and an
   * unknown count are unset, since a null would be a tombstone.
   */
  public void insert(StreamGap gap, Instant appendedAt) {
    BoundStatementBuilder row =
        insert
            .bind()
            .setString("list", ALL)
            .setInstant("started_at", gap.from())
            .setString("site", gap.site())
            .setString("connection", gap.connection())
            .setString("cause", gap.cause())
            .setLong("recovered", gap.recovered())
            .setLong("written", TimeUnit.MILLISECONDS.toMicros(appendedAt.toEpochMilli()));
    if (gap.to().isPresent()) {
      row = row.setInstant("ended_at", gap.to().get());
    }
    if (gap.made().isPresent()) {
      row = row.setLong("made", gap.made().getAsLong());
    }
    execute(row);
  }

  /** Returns the gaps that started before a time, newest first. */
  public List<StreamGap> before(Instant time) {
    return execute(select.bind().setInstant("before", time)).map(IngestGapsTable::gap).all();
  }

  private static StreamGap gap(Row row) {
    return new StreamGap(
        row.getString("site"),
        row.getString("connection"),
        row.getInstant("started_at"),
        Optional.ofNullable(row.getInstant("ended_at")),
        row.getString("cause"),
        row.getLong("recovered"),
        row.isNull("made") ? OptionalLong.empty() : OptionalLong.of(row.getLong("made")));
  }
}
