package io.evilnet.streams.sink;

import static io.evilnet.streams.sink.Totals.MONTREAL;
import static io.evilnet.streams.sink.Totals.USERS;
import static io.evilnet.streams.sink.Totals.WINDOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.platform.topics.ChangedAt;
import io.evilnet.platform.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class TotalsDecoderTest {

  private static final TopicPartition PARTITION = new TopicPartition("city-counts", 0);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final TotalsDecoder decoder =
      new TotalsDecoder(Topics.CITY_COUNTS, new SinkMeters(registry));
  private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

  @Test
  void shouldKeepLastTotalOfEachWindowAndCityInPoll() {
    City toronto = new City("t1", "Toronto, Ontario", "CA", 43.6, -79.3);
    add(key(WINDOW, "m1"), value(MONTREAL, 1), 1_000);
    add(key(WINDOW, "t1"), value(toronto, 5), 1_001);
    add(key(WINDOW, "m1"), value(MONTREAL, 2), 1_002);
    add(key(WINDOW.plusSeconds(300), "m1"), value(MONTREAL, 1), 1_003);

    assertThat(decode())
        .containsExactlyInAnyOrder(
            new CityTotal(
                WINDOW,
                MONTREAL,
                counts(2),
                USERS,
                Instant.ofEpochMilli(1_002),
                Instant.ofEpochMilli(1_002),
                Optional.empty()),
            new CityTotal(
                WINDOW,
                toronto,
                counts(5),
                USERS,
                Instant.ofEpochMilli(1_001),
                Instant.ofEpochMilli(1_001),
                Optional.empty()),
            new CityTotal(
                WINDOW.plusSeconds(300),
                MONTREAL,
                counts(1),
                USERS,
                Instant.ofEpochMilli(1_003),
                Instant.ofEpochMilli(1_003),
                Optional.empty()));
    assertThat(registry.get("evilnet.sink.records").counter().count()).isEqualTo(4);
  }

  @Test
  void shouldKeepSketchOfEarlierTotalWhenLastHasNone() {
    add(key(WINDOW, "m1"), value(MONTREAL, 1), 1_000);
    add(key(WINDOW, "m1"), value(new CityCounts(MONTREAL, counts(2))), 1_001);

    assertThat(decode())
        .extracting(CityTotal::counts, CityTotal::users)
        .containsExactly(tuple(counts(2), USERS));
  }

  @Test
  void shouldReadChangeTimeFromHeader() {
    Instant changedAt = Instant.parse("2026-11-20T23:56:01.034Z");
    add(key(WINDOW, "m1"), value(MONTREAL, 7), 1_000);
    ChangedAt.addTo(records.get(0).headers(), changedAt);

    assertThat(decode())
        .extracting(CityTotal::changedAt, CityTotal::appendedAt)
        .containsExactly(tuple(changedAt, Instant.ofEpochMilli(1_000)));
  }

  @Test
  void shouldSkipAndCountOutdatedTotalsOfStalledProcess() {
    add(key(WINDOW, "m1"), value(MONTREAL, 7), 1_000);
    add(key(WINDOW, "m1"), value(MONTREAL, 6), 1_001);

    assertThat(decode())
        .containsExactly(
            new CityTotal(
                WINDOW,
                MONTREAL,
                counts(7),
                USERS,
                Instant.ofEpochMilli(1_000),
                Instant.ofEpochMilli(1_000),
                Optional.empty()));
    assertThat(registry.get("evilnet.sink.outdated").counter().count()).isEqualTo(1);
  }

  @Test
  void shouldSkipAndCountUnreadableRecords() {
    add(null, null, 1);
    add(key(WINDOW, "m1"), null, 2);
    add(new byte[] {1, 2, 3}, value(MONTREAL, 1), 3);
    add(key(WINDOW, "m1"), "[]".getBytes(UTF_8), 4);
    add(key(WINDOW, "m1"), "{\"city_id\":\"m1\"}".getBytes(UTF_8), 5);
    add(key(WINDOW, "other"), value(MONTREAL, 1), 6);
    add(key(Instant.ofEpochMilli(Long.MIN_VALUE), "m1"), value(MONTREAL, 1), 7);
    add(key(WINDOW, "m1"), value(MONTREAL, 8), 8);

    assertThat(decode()).extracting(total -> total.counts().tweets()).containsExactly(8L);
    assertThat(registry.get("evilnet.sink.unreadable").counter().count()).isEqualTo(7);
  }

  private Iterable<CityTotal> decode() {
    return decoder.latest(records);
  }

  private void add(byte[] key, byte[] value, long timestamp) {
    records.add(
        new ConsumerRecord<>(
            PARTITION.topic(),
            PARTITION.partition(),
            records.size(),
            timestamp,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key,
            value,
            new RecordHeaders(),
            Optional.empty()));
  }

  private static Counts counts(long tweets) {
    return new Counts(tweets, 0, 1);
  }

  private static byte[] key(Instant window, String city) {
    return Topics.CITY_COUNTS.keySerde().serializer().serialize("", new CityWindow(window, city));
  }

  private static byte[] value(City city, long tweets) {
    return value(new CityCounts(city, counts(tweets), USERS));
  }

  private static byte[] value(CityCounts total) {
    return Topics.CITY_COUNTS.valueSerde().serializer().serialize("", total);
  }
}
