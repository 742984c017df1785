package io.evilnet.streams.gaps;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topic;
import io.evilnet.store.table.IngestGapsTable;
import io.evilnet.streams.consumer.ConsumerThread;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.store.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes gaps from {@code ingest-gaps} to Cassandra, in its own thread.
 *
 * <p>The consumer has no group and reads from the beginning at each start: there are few gaps, and
 * writes are idempotent.
 */
public final class GapsSink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GapsSink.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Topic<StreamGap.Key, StreamGap> topic;
  private final CassandraLink cassandra;
  private final Counter refused;
  private final ConsumerThread thread;
  private IngestGapsTable table;
  private int creations;

  public GapsSink(
      KafkaConnection kafka,
      Topic<StreamGap.Key, StreamGap> topic,
      CassandraLink cassandra,
      MeterRegistry registry) {
    this.topic = topic;
    this.cassandra = cassandra;
    this.refused =
        Counter.builder("evilnet.gaps.refused")
            .description("Gaps skipped because Cassandra rejects their values")
            .register(registry);
    this.thread = new ConsumerThread("gaps-sink", config(kafka), this::consume);
  }

  /** Starts reading; the topic must exist. */
  public void start() {
    thread.start();
  }

  /** Returns the reason if it cannot recover without intervention. */
  public Optional<String> stalled() {
    return thread.stalled();
  }

  private void consume(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = ConsumerThread.assignAll(consumer, topic.name());
    consumer.seekToBeginning(partitions);
    while (true) {
      if (creations != cassandra.creations()) { // a recreated table is empty
        creations = cassandra.creations();
        table = null;
        consumer.seekToBeginning(partitions);
      }
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        Optional<StreamGap> gap = read(record);
        if (gap.isPresent()) {
          write(consumer, gap.get(), Instant.ofEpochMilli(record.timestamp()));
        }
      }
    }
  }

  private Optional<StreamGap> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      return Optional.ofNullable(
          topic.valueSerde().deserializer().deserialize(record.topic(), record.value()));
    } catch (KafkaException e) {
      LOG.warn(
          "skipping malformed gap record {}-{}@{}",
          record.topic(),
          record.partition(),
          record.offset());
      return Optional.empty();
    }
  }

  /** Writes a gap with retries; polls in between, so that a wakeup ends the loop. */
  private void write(KafkaConsumer<byte[], byte[]> consumer, StreamGap gap, Instant appendedAt) {
    while (!isDone(gap, appendedAt)) {
      consumer.pause(consumer.assignment());
      consumer.poll(RETRY);
    }
    consumer.resume(consumer.paused());
  }

  /** Returns true if the gap is written, or rejected permanently. */
  private boolean isDone(StreamGap gap, Instant appendedAt) {
    Optional<CqlSession> session = cassandra.session();
    if (session.isEmpty()) {
      return false;
    }
    int before = cassandra.creations();
    try {
      if (table == null) {
        table = new IngestGapsTable(session.get(), cassandra.keyspace());
      }
      table.insert(gap, appendedAt);
      return true;
    } catch (RuntimeException e) {
      LOG.debug("failed to write a gap", e);
      if (Refusal.reason(e).isEmpty()) {
        return false;
      }
      table = null;
      return isRefused(gap, e, before);
    }
  }

  private boolean isRefused(StreamGap gap, RuntimeException failure, int before) {
    try {
      if (!cassandra.schemaIsIntact().join() || cassandra.creations() != before) {
        return false;
      }
    } catch (RuntimeException e) {
      LOG.debug("failed to check the schema", e);
      return false;
    }
    refused.increment();
    LOG.warn(
        "Cassandra rejected the gap of {} ({}); skipping it; evilnet_gaps_refused_total counts it",
        gap.from(),
        failure.getMessage());
    return true;
  }

  private static Map<String, Object> config(KafkaConnection kafka) {
    return kafka.with(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "gaps-sink",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest"));
  }

  @Override
  public void close() {
    thread.close();
  }
}
