package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.BUFFALO;
import static io.evilnet.streams.api.Fixture.TORONTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.Counts;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.BackfillRunsTable;
import io.evilnet.store.table.CitiesTable;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.CountriesTable;
import io.evilnet.store.table.CountsByWindowTable;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Totals by country from rows of Cassandra. */
@ExtendWith(Servers.Extension.class)
class CassandraStoreIT {

  private static final Instant NOW = Instant.parse("2026-11-20T15:02:00Z");
  private static final WindowRow WINDOW =
      new WindowRow(Instant.parse("2026-11-20T13:00:00Z"), Counts.ZERO, Counts.ZERO);

  private final CassandraSettings settings;
  private Instant now = NOW;

  CassandraStoreIT(Servers servers) {
    settings = servers.cassandra("cassandra_store_it");
  }

  @Test
  void shouldReadWindowOnceForAllCountriesWhileFresh() {
    try (CqlSession session = CassandraSessions.openForService(settings);
        CassandraLink link = new CassandraLink(settings)) {
      new Schema(session, settings).ensure();
      Rows rows = new Rows(session, settings.keyspace());
      rows.write(TORONTO, 9);
      rows.write(BUFFALO, 20);
      link.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> link.session().isPresent());
      Clockwork clockwork =
          new Clockwork(Duration.ofMinutes(5), Duration.ofMinutes(15), (InstantSource) () -> now);
      CassandraStore store = new CassandraStore(link, new Freshness(clockwork), clockwork.clock());

      assertThat(tweets(store, "CA")).isEqualTo(9);
      rows.write(BUFFALO, 21);
      assertThat(tweets(store, "US")).isEqualTo(20);
      assertThat(tweets(store, "FR")).isZero();
      assertThat(tweets(store, new Area("US", "ny"))).isEqualTo(21);
      assertThat(tweets(store, new Area("US", "on"))).isZero();
      assertThat(tweets(store, new Area("CA", "ontario"))).isEqualTo(9);

      now = now.plus(Duration.ofHours(6));
      assertThat(tweets(store, "US")).isEqualTo(21);
      assertThat(store.totals(List.of(WINDOW), Area.country("US")).get(0).resolved()).isEqualTo(30);
      assertThat(store.counts(List.of(WINDOW), store.areas().in(Area.country("US"))))
          .extracting(CityRow::cityId)
          .containsExactly("b");
    }
  }

  @Test
  void shouldReadRunsSinceTimeNewestFirst() {
    try (CqlSession session = CassandraSessions.openForService(settings)) {
      new Schema(session, settings).ensure();
      BackfillRunsTable runs = new BackfillRunsTable(session, settings.keyspace());
      for (int i = 0; i < 3; i++) {
        runs.insert(
            BackfillRun.started(NOW.plusSeconds(i), "r" + i, "validate", NOW, NOW, "running"));
      }

      assertThat(runs.since(NOW.plusSeconds(1)))
          .extracting(BackfillRun::runId)
          .containsExactly("r2", "r1");
    }
  }

  private static long tweets(CassandraStore store, String country) {
    return tweets(store, Area.country(country));
  }

  private static long tweets(CassandraStore store, Area area) {
    return store.totals(List.of(WINDOW), area).get(0).counts().tweets();
  }

  private record Rows(CqlSession session, String keyspace) {

    void write(City city, long tweets) {
      long written = tweets;
      session.execute(new CountriesTable(session, keyspace).insert(city.countryCode(), written));
      session.execute(new CitiesTable(session, keyspace).insert(city, written));
      session.execute(
          new CountsByWindowTable(session, keyspace)
              .insert(WINDOW.start(), new CityCounts(city, new Counts(tweets, 0, 1)), written));
    }
  }
}
