package io.evilnet.streams.sink;

import static io.evilnet.streams.sink.Totals.MONTREAL;
import static io.evilnet.streams.sink.Totals.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.platform.topics.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.junit.jupiter.api.Test;

class CountsConsumerTest {

  private static final String TOPIC = Topics.CITY_COUNTS.name();
  private static final TopicPartition P0 = new TopicPartition(TOPIC, 0);
  private static final TopicPartition P1 = new TopicPartition(TOPIC, 1);

  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
  private final Deque<Supplier<CompletableFuture<Collection<CityTotal>>>> writeResults =
      new ArrayDeque<>();
  private final List<Long> written = new ArrayList<>();
  private final List<SinkState> states = new ArrayList<>();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** Time by which the clock advances with each reading. */
  private Duration step = Duration.ofSeconds(1);

  private Instant now = Instant.EPOCH.plusSeconds(1);
  private final InstantSource clock = () -> now = now.plus(step);

  @Test
  void shouldCommitAcknowledgedOffsets() {
    assign(P0, P1);
    onPoll(
        () -> {
          add(P0, 0, 1);
          add(P0, 1, 2);
        });
    noMoreRecords();
    writeResults.add(this::acknowledge);

    run();

    assertThat(written).containsExactly(2L);
    assertThat(committed(P0)).isEqualTo(2);
    assertThat(states).containsExactly(SinkState.RUNNING);
  }

  @Test
  void shouldPauseAndRetryUntilAcknowledgedBeforeCommit() {
    assign(P0, P1);
    onPoll(() -> add(P0, 0, 1));
    noMoreRecords();
    writeResults.add(this::fail);
    onPoll(this::assertPausedAndNotCommitted);
    writeResults.add(this::fail);
    onPoll(this::assertPausedAndNotCommitted);
    writeResults.add(this::acknowledge);

    run();

    assertThat(written).containsExactly(1L, 1L, 1L);
    assertThat(committed(P0)).isEqualTo(1);
    assertThat(consumer.paused()).isEmpty();
    assertThat(states)
        .containsExactly(SinkState.RUNNING, SinkState.WAITING_FOR_CASSANDRA, SinkState.RUNNING);
    assertThat(registry.get("evilnet.sink.failures").counter().count()).isEqualTo(2);
  }

  @Test
  void shouldNotCommitPartitionRevokedDuringRetry() {
    assign(P0, P1);
    onPoll(
        () -> {
          add(P0, 0, 1);
          add(P1, 0, 1);
        });
    noMoreRecords();
    writeResults.add(this::fail);
    onPoll(() -> consumer.rebalance(List.of(P1)));
    writeResults.add(this::acknowledge);

    run();

    assertThat(consumer.committed(Set.of(P0))).doesNotContainKey(P0);
    assertThat(committed(P1)).isEqualTo(1);
  }

  @Test
  void shouldPausePartitionAssignedDuringRetry() {
    assign(P0);
    onPoll(() -> add(P0, 0, 1));
    noMoreRecords();
    writeResults.add(this::fail);
    onPoll(
        () -> {
          consumer.updateBeginningOffsets(Map.of(P1, 0L));
          consumer.rebalance(List.of(P0, P1));
          assertThat(consumer.paused()).contains(P1);
        });
    writeResults.add(this::acknowledge);
    onPoll(() -> add(P1, 0, 4));
    noMoreRecords();
    writeResults.add(this::acknowledge);

    run();

    assertThat(written).containsExactly(1L, 1L, 4L);
    assertThat(committed(P0)).isEqualTo(1);
    assertThat(committed(P1)).isEqualTo(1);
  }

  @Test
  void shouldCommitAtMostOncePerSecond() {
    step = Duration.ZERO;
    assign(P0);
    onPoll(() -> add(P0, 0, 1));
    noMoreRecords();
    writeResults.add(this::acknowledge);
    onPoll(() -> add(P0, 1, 2));
    noMoreRecords();
    writeResults.add(this::acknowledge);
    onPoll(
        () -> {
          assertThat(committed(P0)).isEqualTo(1);
          step = Duration.ofSeconds(1);
        });

    run();

    assertThat(committed(P0)).isEqualTo(2);
  }

  @Test
  void shouldCommitPastUnreadableRecords() {
    assign(P0);
    onPoll(() -> consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 0, new byte[1], new byte[1])));

    run();

    assertThat(written).isEmpty();
    assertThat(committed(P0)).isEqualTo(1);
  }

  @Test
  void shouldWriteRecordsOfConsecutivePollsTogether() {
    assign(P0, P1);
    onPoll(() -> add(P0, 0, 1));
    onPoll(() -> add(P1, 0, 2));
    noMoreRecords();
    writeResults.add(this::acknowledge);

    run();

    assertThat(written).containsExactly(2L);
    assertThat(committed(P0)).isEqualTo(1);
    assertThat(committed(P1)).isEqualTo(1);
  }

  @Test
  void shouldWriteBeforeNextPollAtRecordLimit() {
    assign(P0, P1);
    onPoll(
        () -> {
          for (int record = 0; record < CountsConsumer.MAX_RECORDS; record++) {
            add(P0, record, 1);
          }
        });
    onPoll(() -> add(P1, 0, 2));
    noMoreRecords();
    writeResults.add(this::acknowledge);
    writeResults.add(this::acknowledge);

    run();

    assertThat(written).containsExactly(1L, 2L);
  }

  @Test
  void shouldWriteBeforeNextPollAtByteLimit() {
    assign(P0, P1);
    onPoll(() -> add(P0, 0, 1, CountsConsumer.MAX_BYTES));
    onPoll(() -> add(P1, 0, 2));
    noMoreRecords();
    writeResults.add(this::acknowledge);
    writeResults.add(this::acknowledge);

    run();

    assertThat(written).containsExactly(1L, 2L);
  }

  private void run() {
    onPoll(() -> {});
    onPoll(consumer::wakeup);
    CountsConsumer running =
        new CountsConsumer(
            consumer,
            new TotalsDecoder(Topics.CITY_COUNTS, new SinkMeters(registry)),
            this::write,
            new ExponentialBackoff(1, 2, 1, 0),
            new SinkMeters(registry),
            clock,
            states::add);
    assertThatThrownBy(() -> running.consume(TOPIC)).isInstanceOf(WakeupException.class);
    assertThat(writeResults).isEmpty();
  }

  private CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals) {
    totals.forEach(total -> written.add(total.counts().tweets()));
    return writeResults.remove().get();
  }

  private CompletableFuture<Collection<CityTotal>> acknowledge() {
    return CompletableFuture.completedFuture(List.of());
  }

  private CompletableFuture<Collection<CityTotal>> fail() {
    return CompletableFuture.failedFuture(new IllegalStateException("no node"));
  }

  private void assign(TopicPartition... partitions) {
    onPoll(
        () -> {
          for (TopicPartition partition : partitions) {
            consumer.updateBeginningOffsets(Map.of(partition, 0L));
          }
          consumer.rebalance(List.of(partitions));
        });
  }

  private void onPoll(Runnable task) {
    consumer.schedulePollTask(task);
  }

  private void noMoreRecords() {
    onPoll(() -> {});
  }

  private void add(TopicPartition partition, long offset, long tweets) {
    add(partition, offset, tweets, ConsumerRecord.NULL_SIZE);
  }

  private void add(TopicPartition partition, long offset, long tweets, int valueSize) {
    CityWindow key = new CityWindow(WINDOW, MONTREAL.id());
    CityCounts value = new CityCounts(MONTREAL, new Counts(tweets, 0, 1));
    consumer.addRecord(
        new ConsumerRecord<>(
            TOPIC,
            partition.partition(),
            offset,
            ConsumerRecord.NO_TIMESTAMP,
            TimestampType.NO_TIMESTAMP_TYPE,
            ConsumerRecord.NULL_SIZE,
            valueSize,
            Topics.CITY_COUNTS.keySerde().serializer().serialize(TOPIC, key),
            Topics.CITY_COUNTS.valueSerde().serializer().serialize(TOPIC, value),
            new RecordHeaders(),
            Optional.empty()));
  }

  private void assertPausedAndNotCommitted() {
    assertThat(consumer.paused()).containsExactlyInAnyOrder(P0, P1);
    assertThat(consumer.committed(Set.of(P0))).doesNotContainKey(P0);
  }

  private long committed(TopicPartition partition) {
    OffsetAndMetadata offset = consumer.committed(Set.of(partition)).get(partition);
    return offset == null ? -1 : offset.offset();
  }
}
