package io.evilnet.streams.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.CityCountsSerde;
import io.evilnet.platform.topics.CityWindowSerde;
import io.evilnet.platform.topics.Topic;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.table.CityRow;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.read.TimeRange;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.testing.Servers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Servers.Extension.class)
class SinkIT {

  private static final Duration BOUND = Duration.ofSeconds(40);
  private static final Instant WINDOW = Instant.parse("2022-03-01T23:55:00Z");
  private static final Instant NEXT_WINDOW = Instant.parse("2022-03-02T00:00:00Z");
  private static final City MONTREAL = new City("m1", "Montréal, Québec", "CA", 45.5, -73.7);
  private static final City TORONTO = new City("t1", "Toronto, Ontario", "CA", 43.6, -79.3);

  private final Servers servers;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Topic<CityWindow, CityCounts> topic;
  private CassandraSettings cassandra;
  private CassandraLink link;
  private CountsSink sink;
  private Admin admin;
  private KafkaProducer<byte[], byte[]> producer;

  SinkIT(Servers servers) {
    this.servers = servers;
  }

  @BeforeEach
  void start(TestInfo test) throws ExecutionException, InterruptedException {
    String name = "sink_it_" + test.getTestMethod().orElseThrow().getName().hashCode();
    String servingAt = servers.cluster().bootstrapServers();
    topic = new Topic<>(name, new CityWindowSerde(), new CityCountsSerde());
    admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servingAt));
    admin
        .createTopics(
            List.of(
                new NewTopic(name, 2, (short) 2)
                    .configs(Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"))))
        .all()
        .get();
    producer =
        new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, servingAt),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    cassandra = servers.cassandra(name.replace('-', '_'));
    link = new CassandraLink(cassandra);
    sink =
        new CountsSink(
            new SinkSettings(
                KafkaConnection.open(servingAt), topic, name, "", Duration.ofSeconds(6)),
            link,
            (session, keyspace) -> {},
            registry,
            failure -> {});
    link.start();
    sink.start();
  }

  @AfterEach
  void stop() {
    sink.close();
    link.close();
    producer.close();
    admin.close();
  }

  @Test
  void shouldWriteEveryTableWhenTotalsArrive() {
    send(WINDOW, MONTREAL, new Counts(2, 1, 2));
    send(WINDOW, TORONTO, new Counts(1, 0, 1));
    send(NEXT_WINDOW, MONTREAL, new Counts(1, 1, 1));
    send(NEXT_WINDOW, City.UNRESOLVED, new Counts(7, 2, 5));
    send(NEXT_WINDOW, City.CONTAINED, new Counts(1, 1, 1));
    awaitAllCommitted();
    send(WINDOW, MONTREAL, new Counts(3, 1, 2), UserSketch.NONE);
    awaitAllCommitted();

    CountsReader reader = reader();
    List<CityRow> rows =
        List.of(
            new CityRow(WINDOW, "m1", "Montréal, Québec", new Counts(3, 1, 2), Totals.users(2)),
            new CityRow(WINDOW, "t1", "Toronto, Ontario", new Counts(1, 0, 1), Totals.users(1)),
            new CityRow(
                NEXT_WINDOW, "m1", "Montréal, Québec", new Counts(1, 1, 1), Totals.users(1)));
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
  void shouldLeaveOutWhatCannotBeReadAndGoOn() {
    producer.send(new ProducerRecord<>(topic.name(), "x".getBytes(UTF_8), new byte[] {1}));
    producer.send(new ProducerRecord<>(topic.name(), null, null));
    producer.send(
        new ProducerRecord<>(
            topic.name(), new byte[] {-128, 0, 0, 0, 0, 0, 0, 1}, "{}".getBytes(UTF_8)));
    send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();

    assertThat(reader().counts(TimeRange.ALL)).hasSize(1);
    assertThat(registry.get("evilnet.sink.unreadable").counter().count()).isEqualTo(3);
  }

  @Test
  void shouldConvergeAndOnlyThenCommitWhenCassandraWasKilled()
      throws ExecutionException, InterruptedException {
    send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();

    servers.cluster().kill("cassandra");
    IntStream.rangeClosed(2, 500).forEach(i -> send(WINDOW, MONTREAL, new Counts(i, i / 2, i)));
    send(WINDOW, TORONTO, new Counts(4, 4, 4));
    await().atMost(BOUND).until(() -> sink.state() == SinkState.WAITING_FOR_CASSANDRA);
    assertThat(committed()).isEqualTo(1);
    assertThat(link.problem()).isPresent();

    servers.cluster().restart("cassandra");
    awaitAllCommitted();
    assertThat(sink.state()).isEqualTo(SinkState.RUNNING);
    assertThat(link.problem()).isEmpty();
    assertThat(reader().counts(TimeRange.ALL))
        .extracting(CityRow::counts)
        .containsExactly(new Counts(500, 250, 500), new Counts(4, 4, 4));
  }

  @Test
  void shouldMakeTheTablesAnewWhenTheyAreDropped() {
    send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();

    session()
        .execute(SimpleStatement.newInstance("DROP KEYSPACE " + link.keyspace()).setTimeout(BOUND));
    send(WINDOW, MONTREAL, new Counts(2, 0, 1));
    awaitAllCommitted();
    awaitAllTables();

    assertThat(reader().counts(TimeRange.ALL))
        .extracting(CityRow::counts)
        .containsExactly(new Counts(2, 0, 1));
    assertThat(reader().cities()).containsExactly(MONTREAL);
  }

  @Test
  void shouldKeepTheNewerTotalWhenAnOlderOneIsWrittenLater() {
    await().atMost(BOUND).until(() -> link.session().isPresent());
    CountWriter writer = new CassandraCountWriter(session(), link.keyspace());
    Instant changed = Instant.parse("2026-11-20T14:00:00Z");

    writer.write(List.of(total(new Counts(5, 2, 4), changed))).join();
    writer.write(List.of(total(new Counts(4, 2, 3), changed.minusMillis(1)))).join();

    assertThat(reader().counts(TimeRange.ALL))
        .extracting(CityRow::counts)
        .containsExactly(new Counts(5, 2, 4));
    assertThat(session().execute("SELECT * FROM " + link.keyspace() + ".counts_by_city").all())
        .extracting((Row row) -> row.getLong("tweets"))
        .containsExactly(5L);
  }

  @Test
  void shouldLeaveTheTtlOfRowsToTheirTable() {
    await().atMost(BOUND).until(() -> link.session().isPresent());

    new CassandraCountWriter(session(), link.keyspace())
        .write(List.of(total(new Counts(5, 2, 4), Instant.parse("2026-11-20T14:00:00Z"))))
        .join();

    for (String table : List.of("counts_by_city", "counts_by_window")) {
      assertThat(
              session()
                  .execute("SELECT TTL(tweets) AS ttl FROM " + link.keyspace() + "." + table)
                  .all())
          .extracting((Row row) -> row.getInt("ttl"))
          .singleElement()
          .satisfies(ttl -> assertThat(ttl).isPositive());
    }
  }

  @Test
  void shouldLeaveOutOnlyTheTotalsThatCassandraRefuses() {
    City withoutCountry = new City("x1", "Nowhere", "", 0, 0);
    City withEndlessCountry = new City("x2", "Nowhere", "C".repeat(70_000), 0, 0);
    City withEndlessName = new City("l1", "L".repeat(70_000), "CA", 45.5, -73.7);
    send(WINDOW, withoutCountry, new Counts(1, 0, 1));
    IntStream.range(0, 300)
        .forEach(i -> send(WINDOW, new City("c" + i, "C", "CA", 1, 2), new Counts(1, 0, 1)));
    send(WINDOW, withEndlessCountry, new Counts(1, 0, 1));
    send(WINDOW, withEndlessName, new Counts(1, 0, 1));
    awaitAllCommitted();
    send(WINDOW, MONTREAL, new Counts(2, 1, 2));
    send(WINDOW, withoutCountry, new Counts(2, 0, 2));
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
  void shouldKnowACityOnceWhenItsCountryHasChanged() {
    City moved = new City("m1", "Montréal", "US", 45.5, -73.7);
    send(WINDOW, MONTREAL, new Counts(1, 0, 1));
    awaitAllCommitted();
    send(WINDOW, moved, new Counts(2, 0, 1));
    awaitAllCommitted();

    assertThat(reader().cities()).containsExactly(moved);
  }

  private static CityTotal total(Counts counts, Instant changedAt) {
    return new CityTotal(
        WINDOW,
        MONTREAL,
        counts,
        Totals.users(counts.users()),
        changedAt,
        changedAt,
        Optional.empty());
  }

  private void send(Instant window, City city, Counts counts) {
    UserSketch users = city.isReal() ? Totals.users(counts.users()) : UserSketch.NONE;
    send(window, city, counts, users);
  }

  private void send(Instant window, City city, Counts counts, UserSketch users) {
    CityWindow key = new CityWindow(window, city.id());
    CityCounts value = new CityCounts(city, counts, users);
    producer.send(
        new ProducerRecord<>(
            topic.name(),
            topic.keySerde().serializer().serialize(topic.name(), key),
            topic.valueSerde().serializer().serialize(topic.name(), value)));
  }

  private void awaitAllCommitted() {
    producer.flush();
    long sent =
        (long)
            producer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("record-send-total"))
                .filter(metric -> metric.metricName().group().equals("producer-metrics"))
                .mapToDouble(metric -> (double) metric.metricValue())
                .sum();
    await().atMost(BOUND).until(() -> committed() == sent);
  }

  /** The last are made after the sink can write again, and a driver may remember the dropped. */
  private void awaitAllTables() {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () -> {
              assertThatCode(new Schema(session(), cassandra)::validate).doesNotThrowAnyException();
              assertThatCode(this::reader).doesNotThrowAnyException();
            });
  }

  private long committed() throws ExecutionException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(topic.name())
        .partitionsToOffsetAndMetadata()
        .get()
        .values()
        .stream()
        .mapToLong(OffsetAndMetadata::offset)
        .sum();
  }

  private CqlSession session() {
    return link.session().orElseThrow();
  }

  private CountsReader reader() {
    return new CountsReader(session(), link.keyspace());
  }
}
