package io.evilnet.streams.topology;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;

class PartialBatchTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final String TOPIC = Topics.partials("app");
  private static final byte[] KEY = {0, 0, 0, 1};
  private static final UserSketch USERS =
      new UserSketch.Builder(SketchKey.of(new byte[SketchKey.BYTES])).add(1).add(2).build();
  private static final Waiting WAITING =
      new Waiting(START.plusMillis(1), START.plusSeconds(7).plusMillis(3));

  private final Deserializer<PartialBatch> deserializer = PartialBatch.serde().deserializer();

  @Test
  void shouldSerializeAndDeserialize() {
    PartialBatch batch =
        new PartialBatch(
            List.of(
                partial(0, "a", START, UserSketch.NONE, Optional.empty()),
                partial(0, "b", START.minusSeconds(300), USERS, Optional.of(WAITING)),
                partial(5, "a", START.minusSeconds(600), USERS, Optional.empty())),
            Map.of(5, 3_000L));

    assertThat(deserializer.deserialize(TOPIC, bytes(batch))).isEqualTo(batch);
  }

  @Test
  void shouldReadReceivedRetweets() {
    PartialCounts counted = batchOf("a").counts().get(0);
    PartialCounts received =
        new PartialCounts(
            0, START, counted.city(), new Counts(0, 0, 0, 7), UserSketch.NONE, Optional.empty());
    PartialBatch batch = new PartialBatch(List.of(counted, received), Map.of());

    assertThat(bytes(batch)[0]).isEqualTo((byte) 3);
    assertThat(deserializer.deserialize(TOPIC, bytes(batch))).isEqualTo(batch);
    assertThat(bytes(batchOf("a"))[0]).as("format without received retweets").isEqualTo((byte) 2);
  }

  @Test
  void shouldReadBatchesOfPreviousVersion() {
    byte[] bytes = bytes(batchOf("a"));
    byte[] previous = new byte[bytes.length - 1]; // an empty map of ages takes one byte
    previous[0] = 1;
    System.arraycopy(bytes, 2, previous, 1, bytes.length - 2);

    assertThat(deserializer.deserialize(TOPIC, previous)).isEqualTo(batchOf("a"));
  }

  @Test
  void shouldFoldRecordsOfOnePoll() {
    PartialBatch first = batchOf("a");
    PartialBatch second = batchOf("b", "c");
    TopicPartition partition = new TopicPartition(TOPIC, 1);
    ConsumerRecords<byte[], byte[]> polled =
        new ConsumerRecords<>(
            Map.of(partition, List.of(record(7, first), record(8, second))),
            Map.of(partition, new OffsetAndMetadata(9)));

    ConsumerRecords<byte[], byte[]> folded = RecordFolding.fold(polled);

    assertThat(folded.nextOffsets()).isEqualTo(polled.nextOffsets());
    assertThat(folded.records(partition)).hasSize(1);
    ConsumerRecord<byte[], byte[]> record = folded.records(partition).get(0);
    assertThat(record.offset()).isEqualTo(7);
    assertThat(record.key()).isEqualTo(KEY);
    PartialBatch read = deserializer.deserialize(TOPIC, record.headers(), record.value());
    assertThat(read.records()).isEqualTo(2);
    assertThat(read.counts())
        .containsExactly(first.counts().get(0), second.counts().get(0), second.counts().get(1));
  }

  @Test
  void shouldFoldTweetsAndPartialCountsOnly() {
    for (String topic : List.of(Topics.TWEETS.name(), TOPIC, Topics.CITY_COUNTS.name())) {
      TopicPartition partition = new TopicPartition(topic, 1);
      PartialBatch batch = batchOf("a");
      ConsumerRecords<byte[], byte[]> polled =
          new ConsumerRecords<>(
              Map.of(partition, List.of(record(1, batch), record(2, batch))), Map.of());

      assertThat(RecordFolding.fold(polled).count())
          .isEqualTo(topic.equals(Topics.CITY_COUNTS.name()) ? 2 : 1);
    }
  }

  @Test
  void shouldCollectCountsOfCityForOneTaskWithinMaximumRecordSize() {
    Map<Integer, List<PartialBatch>> received = new TreeMap<>();
    PartialBatches batches =
        new PartialBatches(
            2,
            Map.of(0, 0L),
            (task, batch) -> received.computeIfAbsent(task, t -> new ArrayList<>()).add(batch));
    List<PartialCounts> all =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    partial(
                        0, "c" + i % 50, START.plusSeconds(300L * i), USERS, Optional.of(WAITING)))
            .toList();

    all.forEach(batches::add);
    batches.complete(false);

    assertThat(received.keySet()).containsExactly(0, 1);
    assertThat(cities(received.get(0))).doesNotContainAnyElementsOf(cities(received.get(1)));
    List<PartialCounts> collected =
        received.values().stream()
            .flatMap(List::stream)
            .flatMap(batch -> batch.counts().stream())
            .toList();
    assertThat(collected).hasSameSizeAs(all);
    assertThat(Set.copyOf(collected)).isEqualTo(Set.copyOf(all));
    assertThat(received.get(0).size()).isGreaterThan(1);
    assertThat(received.get(0)).allMatch(batch -> bytes(batch).length < 600 * 1024);
    assertThat(received.get(0).stream().map(PartialBatch::ages))
        .as("ages of the batches, the last of which completes the emission")
        .endsWith(Map.of(0, 0L))
        .filteredOn(ages -> !ages.isEmpty())
        .hasSize(1);
  }

  @Test
  void shouldIncludeAgesOfLaggingPartitionsInEachBatch() {
    List<PartialBatch> received = new ArrayList<>();
    PartialBatches batches =
        new PartialBatches(1, Map.of(0, 0L, 1, 30_000L), (task, batch) -> received.add(batch));

    IntStream.range(0, 5_000)
        .mapToObj(i -> partial(0, "c", START.plusSeconds(300L * i), USERS, Optional.of(WAITING)))
        .forEach(batches::add);
    batches.complete(false);

    assertThat(received).hasSize(2).first().returns(Map.of(1, 30_000L), PartialBatch::ages);
    assertThat(received).last().returns(Map.of(0, 0L, 1, 30_000L), PartialBatch::ages);
  }

  @Test
  void shouldReportZeroLagToAllTasks() {
    Map<Integer, PartialBatch> received = new TreeMap<>();
    PartialBatches batches = new PartialBatches(2, Map.of(3, 0L), received::put);

    batches.complete(false);
    assertThat(received).isEmpty();

    batches.complete(true);
    PartialBatch empty = new PartialBatch(List.of(), Map.of(3, 0L));
    assertThat(received).containsExactlyInAnyOrderEntriesOf(Map.of(0, empty, 1, empty));
  }

  private static List<String> cities(List<PartialBatch> batches) {
    return List.copyOf(
        batches.stream()
            .flatMap(batch -> batch.counts().stream())
            .map(partial -> partial.city().id())
            .collect(toSet()));
  }

  private static PartialBatch batchOf(String... cities) {
    List<PartialCounts> counts = new ArrayList<>();
    for (String city : cities) {
      counts.add(partial(0, city, START, UserSketch.NONE, Optional.empty()));
    }
    return new PartialBatch(counts, Map.of());
  }

  private static PartialCounts partial(
      int partition, String city, Instant start, UserSketch users, Optional<Waiting> waiting) {
    return new PartialCounts(
        partition,
        start,
        new City(city, "City " + city, "CA", 45.5, -73.5),
        new Counts(300, 2, 1),
        users,
        waiting);
  }

  private static ConsumerRecord<byte[], byte[]> record(long offset, PartialBatch batch) {
    return new ConsumerRecord<>(TOPIC, 1, offset, KEY, bytes(batch));
  }

  private static byte[] bytes(PartialBatch batch) {
    return PartialBatch.serde().serializer().serialize(TOPIC, batch);
  }
}
