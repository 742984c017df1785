package io.evilnet.streams.sink;

import io.evilnet.streams.store.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumes count records and writes them to Cassandra; commits offsets after all writes of an
 * emission are acknowledged.
 *
 * <p>During a write the partitions are paused and polling continues, so that the consumer stays in
 * its group. Offsets of a partition that is revoked meanwhile are not committed: its next owner
 * reads those records again, and writes are idempotent.
 */
final class CountsConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(CountsConsumer.class);

  private static final Duration POLL = Duration.ofMillis(250);

  /**
   * The totals of an emission arrive from several tasks and brokers within some ms; Cassandra's
   * threads poll for work for some ms after each request, so one write costs less than several.
   */
  private static final Duration GATHER_POLL = Duration.ofMillis(20);

  /**
   * Maximum number of records in a write, unless a single poll exceeds it. A poll returns the
   * records of one or two partitions, each with a part of the cities of a window: a write of all
   * partitions needs fewer requests, and writes a total that is emitted again soon once.
   */
  static final int MAX_RECORDS = 20_000;

  /** Maximum size of the values in a write, unless a single poll exceeds it. */
  static final int MAX_BYTES = 8 * 1024 * 1024;

  /** Maximum time from the first poll of an emission to its write. */
  private static final long MAX_GATHERING_NANOS = Duration.ofSeconds(1).toNanos();

  /** Offsets of several polls are committed together: each commit is a write to Kafka. */
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final TotalsDecoder decoder;
  private final CountWriter writer;
  private final ExponentialBackoff backoff;
  private final SinkMeters meters;
  private final InstantSource clock;
  private final Consumer<SinkState> state;

  /** Offsets of the totals that are being written. */
  private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();

  /** Offsets of acknowledged totals that are not committed yet. */
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

  private Instant lastCommit = Instant.EPOCH;
  private boolean waiting;

  CountsConsumer(
      org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
      TotalsDecoder decoder,
      CountWriter writer,
      ExponentialBackoff backoff,
      SinkMeters meters,
      InstantSource clock,
      Consumer<SinkState> state) {
    this.consumer = consumer;
    this.decoder = decoder;
    this.writer = writer;
    this.backoff = backoff;
    this.meters = meters;
    this.clock = clock;
    this.state = state;
  }

  /**
   * Consumes the topic until {@link KafkaConsumer#wakeup}.
   *
   * @throws WakeupException on a wakeup
   * @throws KafkaException if this consumer has failed
   */
  void consume(String topic) {
    consumer.subscribe(List.of(topic), new Rebalances());
    state.accept(SinkState.RUNNING);
    while (true) {
      handle(decoder.latest(pollEmission()));
      if (isCommitDue()) {
        commitAcknowledged();
      }
    }
  }

  private boolean isCommitDue() {
    Duration since = Duration.between(lastCommit, clock.instant());
    return since.isNegative() || since.compareTo(COMMIT_INTERVAL) >= 0;
  }

  /** Polls until no records are returned, a second has passed, or a write is full. */
  private List<ConsumerRecord<byte[], byte[]>> pollEmission() {
    List<ConsumerRecord<byte[], byte[]>> emission = new ArrayList<>();
    long bytes = 0;
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    long begun = System.nanoTime();
    while (!records.isEmpty()) {
      pending.putAll(records.nextOffsets());
      for (ConsumerRecord<byte[], byte[]> record : records) {
        emission.add(record);
        bytes += Math.max(0, record.serializedValueSize());
      }
      records =
          emission.size() < MAX_RECORDS
                  && bytes < MAX_BYTES
                  && System.nanoTime() - begun < MAX_GATHERING_NANOS
              ? consumer.poll(GATHER_POLL)
              : ConsumerRecords.empty();
    }
    return emission;
  }

  private void handle(Collection<CityTotal> totals) {
    if (!totals.isEmpty()) {
      writeUntilAcknowledged(totals);
    }
    uncommitted.putAll(pending);
    pending.clear();
  }

  private void writeUntilAcknowledged(Collection<CityTotal> totals) {
    Instant begun = clock.instant();
    int failures = 0;
    Optional<Collection<CityTotal>> written = attempt(totals, failures);
    while (written.isEmpty()) {
      failures++;
      stayInGroup(Duration.ofMillis(backoff.backoff(failures - 1)));
      written = attempt(totals, failures);
    }
    if (failures > 0) {
      LOG.info("Cassandra accepts writes again after {}", Duration.between(begun, clock.instant()));
      state.accept(SinkState.RUNNING);
    }
    if (waiting) {
      waiting = false;
      consumer.resume(consumer.assignment());
    }
    meters.acknowledged(written.get(), begun, clock.instant());
  }

  /** Writes once; returns the acknowledged totals, or empty if the write must be repeated. */
  private Optional<Collection<CityTotal>> attempt(Collection<CityTotal> totals, int failures) {
    CompletableFuture<Collection<CityTotal>> write = writer.write(totals);
    while (true) {
      try {
        return Optional.of(write.get(POLL.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        stayInGroup(Duration.ZERO);
      } catch (ExecutionException e) {
        failed(e.getCause(), failures);
        return Optional.empty();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new org.apache.kafka.common.errors.InterruptException(e);
      }
    }
  }

  private void failed(Throwable failure, int failuresBefore) {
    meters.failures.increment();
    if (failuresBefore == 0) {
      LOG.warn(
          "failed to write counts to Cassandra ({}); counting continues, retrying",
          Refusal.message(failure));
      state.accept(SinkState.WAITING_FOR_CASSANDRA);
    }
  }

  private void stayInGroup(Duration time) {
    waiting = true;
    consumer.pause(consumer.assignment());
    consumer.poll(time);
  }

  private void commitAcknowledged() {
    if (uncommitted.isEmpty()) {
      return;
    }
    lastCommit = clock.instant();
    try {
      consumer.commitSync(uncommitted);
      uncommitted.clear();
    } catch (CommitFailedException e) {
      LOG.info(
          "offsets not committed: the partitions were reassigned, the records will be read again");
      uncommitted.clear();
    } catch (WakeupException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.debug("failed to commit offsets, retrying", e);
    }
  }

  private final class Rebalances implements ConsumerRebalanceListener {

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.info("assigned partitions {}", consumer.assignment());
      if (waiting) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commitAcknowledged();
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      pending.keySet().removeAll(partitions);
      uncommitted.keySet().removeAll(partitions);
    }
  }
}
