package io.evilnet.streams.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.TimeRange;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Servers.Extension.class)
class SinkIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Instant WINDOW = Instant.parse("2022-03-01T23:55:00Z");
  private static final Instant NEXT_WINDOW = Instant.parse("2022-03-02T00:00:00Z");
  private static final City MONTREAL = new City("m1", "Montréal, Québec", "CA", 45.5, -73.7);
  private static final City TORONTO = new City("t1", "Toronto, Ontario", "CA", 43.6, -79.3);

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Servers servers;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private String name;
  private TotalsTopic totals;
  private CassandraSettings cassandra;
  private CassandraLink link;
  private CountsSink sink;
  private volatile BiConsumer<CqlSession, String> recorder = (session, keyspace) -> {};

  SinkIT(Servers servers) {
    this.servers = servers;
  }

  @BeforeEach
  void start() throws ExecutionException, InterruptedException {
    name = "sink_it_" + STARTED.incrementAndGet();
    String bootstrapServers = servers.cluster().bootstrapServers();
    totals = new TotalsTopic(bootstrapServers, name);
    cassandra = servers.cassandra(name);
    link = new CassandraLink(cassandra);
    sink =
        new CountsSink(
            new SinkSettings(
                KafkaConnection.open(bootstrapServers),
                totals.topic(),
                name,
                "",
                Duration.ofSeconds(6)),
            link,
            (session, keyspace) -> recorder.accept(session, keyspace),
            registry,
            failure -> {});
    link.start();
    sink.start();
  }

  @AfterEach
  void stop() {
    sink.close();
    link.close();
    totals.close();
  }

  @Test
  void shouldWriteTotalsToAllTables() {
    totals.send(WINDOW, MONTREAL, new Counts(2, 1, 2));
    totals.send(WINDOW, TORONTO, new Counts(1, 0, 1));
    totals.send(NEXT_WINDOW, MONTREAL, new Counts(1, 1, 1, 4));
    totals.send(NEXT_WINDOW, TORONTO, new Counts(0, 0, 0, 1));
    totals.send(NEXT_WINDOW, City.UNRESOLVED, new Counts(7, 2, 5));
    totals.send(NEXT_WINDOW, City.CONTAINED, new Counts(1, 1, 1));
    awaitAllCommitted();
    totals.send(WINDOW, MONTREAL, new Counts(3, 1, 2), UserSketch.NONE);
    awaitAllCommitted();

    CountsReader reader = reader();
    List<CityRow> rows =
        List.of(
            new CityRow(WINDOW, "m1", "Montréal, Québec", new Counts(3, 1, 2), Totals.users(2)),
            new CityRow(WINDOW, "t1", "Toronto, Ontario", new Counts(1, 0, 1), Totals.users(1)),
            new CityRow(
                NEXT_WINDOW, "m1", "Montréal, Québec", new Counts(1, 1, 1, 4), Totals.users(1)),
            new CityRow(
                NEXT_WINDOW, "t1", "Toronto, Ontario", new Counts(0, 0, 0, 1), Totals.users(0)));
    assertThat(reader.counts(TimeRange.ALL)).containsExactlyElementsOf(rows);
    assertThat(reader.counts(TimeRange.ALL, List.of(MONTREAL, TORONTO)))
        .containsExactlyElementsOf(rows);
    assertThat(reader.windows(TimeRange.ALL))
        .containsExactly(
            new WindowRow(WINDOW, Counts.ZERO, Counts.ZERO),
            new WindowRow(NEXT_WINDOW, new Counts(7, 2, 5), new Counts(1, 1, 1)));
    assertThat(reader.cities()).containsExactlyInAnyOrder(MONTREAL, TORONTO);
  }

  @Test
  void shouldReportReasonOfFailedWrites() {
    recorder =
        (session, keyspace) -> {
          throw new IllegalStateException("the keyspace contains the counts of another");
        };
    totals.send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    await()
        .atMost(TIMEOUT)
        .until(() -> sink.failure().orElse("").contains("the counts of another"));

    recorder = (session, keyspace) -> {};
    awaitAllCommitted();
    assertThat(sink.failure()).isEmpty();
  }

  @Test
  void shouldSkipUnreadableRecords() {
    totals.send("x".getBytes(UTF_8), new byte[] {1});
    totals.send(null, null);
    totals.send(new byte[] {-128, 0, 0, 0, 0, 0, 0, 1}, "{}".getBytes(UTF_8));
    totals.send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();

    assertThat(reader().counts(TimeRange.ALL)).hasSize(1);
    assertThat(registry.get("evilnet.sink.unreadable").counter().count()).isEqualTo(3);
  }

  @Test
  void shouldConvergeBeforeCommitAfterCassandraRestart()
      throws ExecutionException, InterruptedException {
    totals.send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();

    servers.cluster().kill("cassandra");
    IntStream.rangeClosed(2, 500)
        .forEach(i -> totals.send(WINDOW, MONTREAL, new Counts(i, i / 2, i)));
    totals.send(WINDOW, TORONTO, new Counts(4, 4, 4));
    await().atMost(TIMEOUT).until(() -> sink.state() == SinkState.WAITING_FOR_CASSANDRA);
    assertThat(totals.committed(name)).isEqualTo(1);
    assertThat(link.problem()).isPresent();

    servers.cluster().restart("cassandra");
    awaitAllCommitted();
    assertThat(sink.state()).isEqualTo(SinkState.RUNNING);
    // The link repeats its own check once a second.
    await().atMost(TIMEOUT).until(() -> link.problem().isEmpty());
    assertThat(reader().counts(TimeRange.ALL))
        .extracting(CityRow::counts)
        .containsExactly(new Counts(500, 250, 500), new Counts(4, 4, 4));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldRecreateDroppedTables(boolean isDetectedByLink) {
    totals.send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();

    session()
        .execute(
            SimpleStatement.newInstance("DROP KEYSPACE " + link.keyspace()).setTimeout(TIMEOUT));
    if (isDetectedByLink) {
      link.ensureSchema();
      awaitAllTables();
    }
    totals.send(WINDOW, MONTREAL, new Counts(2, 0, 1));
    awaitAllCommitted();
    awaitAllTables();

    assertThat(reader().counts(TimeRange.ALL))
        .extracting(CityRow::counts)
        .containsExactly(new Counts(2, 0, 1));
    assertThat(reader().cities()).containsExactly(MONTREAL);
  }

  @Test
  void shouldSkipOnlyTotalsRejectedByCassandra() {
    City withoutCountry = new City("x1", "Nowhere", "", 0, 0);
    City withOversizedCountry = new City("x2", "Nowhere", "C".repeat(70_000), 0, 0);
    City withOversizedName = new City("l1", "L".repeat(70_000), "CA", 45.5, -73.7);
    totals.send(WINDOW, withoutCountry, new Counts(1, 0, 1));
    IntStream.range(0, 300)
        .forEach(i -> totals.send(WINDOW, new City("c" + i, "C", "CA", 1, 2), new Counts(1, 0, 1)));
    totals.send(WINDOW, withOversizedCountry, new Counts(1, 0, 1));
    totals.send(WINDOW, withOversizedName, new Counts(1, 0, 1));
    awaitAllCommitted();
    totals.send(WINDOW, MONTREAL, new Counts(2, 1, 2));
    totals.send(WINDOW, withoutCountry, new Counts(2, 0, 2));
    awaitAllCommitted();

    assertThat(session().execute("SELECT * FROM %s.countries".formatted(link.keyspace())).all())
        .extracting(row -> row.getString("country_code"))
        .containsExactly("CA");
    assertThat(reader().cities())
        .extracting(City::id)
        .hasSize(302)
        .contains("c0", "c299", "l1", "m1")
        .doesNotContain("x1", "x2");
    assertThat(reader().counts(TimeRange.ALL))
        .extracting(CityRow::cityId)
        .contains("c0", "c299", "l1", "m1");
    assertThat(
            registry.get("evilnet.sink.refused").tag("reason", "invalid-query").counter().count())
        .isEqualTo(3);
    assertThat(sink.refused())
        .get()
        .asString()
        .contains("Cassandra rejects the totals of 2 cities");
    assertThat(sink.state()).isEqualTo(SinkState.RUNNING);
  }

  @Test
  void shouldStoreCityOnceAfterChangeOfCountry() {
    City moved = new City("m1", "Montréal", "US", 45.5, -73.7);
    totals.send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();
    totals.send(WINDOW, moved, new Counts(2, 0, 1));
    awaitAllCommitted();

    assertThat(reader().cities()).containsExactly(moved);
  }

  private void awaitAllCommitted() {
    totals.flush();
    await().atMost(TIMEOUT).until(() -> totals.committed(name) == totals.sent());
  }

  /** Tables may be created after the first write, and the driver may cache dropped ones. */
  private void awaitAllTables() {
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () -> {
              assertThatCode(new Schema(session(), cassandra)::validate).doesNotThrowAnyException();
              assertThatCode(this::reader).doesNotThrowAnyException();
            });
  }

  private CqlSession session() {
    return link.session().orElseThrow();
  }

  private CountsReader reader() {
    return new CountsReader(session(), link.keyspace());
  }
}
