package io.evilnet.streams.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.Counts;
import io.evilnet.core.TimeRange;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.UnusualReportsTable;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Extension.class)
class CassandraCountWriterIT {

  private static final String KEYSPACE = "count_writer_it";

  private final CqlSession session;
  private final CountWriter writer;

  CassandraCountWriterIT(Servers servers) {
    CassandraSettings settings = servers.cassandra(KEYSPACE);
    session = CassandraSessions.openForService(settings);
    new Schema(session, settings).ensure();
    writer = new CassandraCountWriter(session, KEYSPACE);
  }

  @AfterEach
  void close() {
    session.close();
  }

  @Test
  void shouldKeepNewerTotalWhenOlderTotalIsWrittenLater() {
    writer.write(List.of(total(new Counts(5, 2, 4), Totals.CHANGED))).join();
    writer.write(List.of(total(new Counts(4, 2, 3), Totals.CHANGED.minusMillis(1)))).join();

    assertThat(new CountsReader(session, KEYSPACE).counts(TimeRange.ALL))
        .extracting(CityRow::counts)
        .containsExactly(new Counts(5, 2, 4));
    assertThat(session.execute("SELECT * FROM count_writer_it.counts_by_bucket").all())
        .extracting((Row row) -> row.getLong("tweets"))
        .containsExactly(5L);
  }

  @Test
  void shouldUseDefaultTtlOfTable() {
    writer.write(List.of(total(new Counts(1, 0, 1), Totals.CHANGED.minusSeconds(1)))).join();

    for (String table : List.of("counts_by_bucket", "counts_by_window")) {
      assertThat(session.execute("SELECT TTL(tweets) AS ttl FROM " + KEYSPACE + "." + table).all())
          .extracting((Row row) -> row.getInt("ttl"))
          .singleElement()
          .satisfies(ttl -> assertThat(ttl).isPositive());
    }
  }

  /** An unacknowledged insertion may have been applied. */
  @Test
  void shouldRecognizeOwnReportOnRetry() {
    UnusualReportsTable reports = new UnusualReportsTable(session, KEYSPACE);
    Duration coolDown = Duration.ofHours(1);

    assertThat(reports.insert("city", Totals.WINDOW, coolDown)).isTrue();
    assertThat(reports.insert("city", Totals.WINDOW, coolDown)).isTrue();
    assertThat(reports.insert("city", Totals.WINDOW.plusMillis(1), coolDown)).isFalse();
  }

  @Test
  void shouldWriteCityToItsRegion() {
    writer.write(List.of(total(new Counts(1, 0, 1), Totals.CHANGED))).join();

    assertThat(
            session.execute("SELECT * FROM " + KEYSPACE + ".cities_by_region").all().stream()
                .map(row -> row.getString("region") + ": " + row.getString("city")))
        .containsExactly("Québec: " + Totals.MONTREAL.fullName());
  }

  private static CityTotal total(Counts counts, Instant changedAt) {
    return new CityTotal(
        Totals.WINDOW,
        Totals.MONTREAL,
        counts,
        Totals.users(counts.users()),
        changedAt,
        changedAt,
        Optional.empty());
  }
}
