package io.evilnet.streams.gaps;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.infra.topics.StreamGap;
import io.evilnet.infra.topics.Topic;
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
 * Carries gaps from Kafka to Cassandra, in a thread of its own.
 *
 * <p>It is in no group and begins at the beginning each time: there are few gaps, and writing one
 * again changes nothing.
 */
public final class GapsSink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(GapsSink.class);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(2);

  private final Topic<StreamGap.Key, StreamGap> topic;
  private final CassandraLink cassandra;
  private final Counter refused;
  private final ConsumerThread thread;
  private InsertGap insertGap;

  public GapsSink(
      KafkaConnection kafka,
      Topic<StreamGap.Key, StreamGap> topic,
      CassandraLink cassandra,
      MeterRegistry registry) {
    this.topic = topic;
    this.cassandra = cassandra;
    this.refused =
        Counter.builder("evilnet.gaps.refused")
            .description("Gaps left out because Cassandra refuses them for what they hold")
            .register(registry);
    this.thread = new ConsumerThread("gaps-sink", config(kafka), this::carry);
  }

  /** Starts reading; the topic has to be there. */
  public void start() {
    thread.start();
  }

  /** Why it does not work and will not by itself. */
  public Optional<String> stalled() {
    return thread.stalled();
  }

  private void carry(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = ConsumerThread.assignAll(consumer, topic.name());
    consumer.seekToBeginning(partitions);
    while (true) {
      for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
        Optional<StreamGap> gap = read(each);
        if (gap.isPresent()) {
          write(consumer, gap.get(), Instant.ofEpochMilli(each.timestamp()));
        }
      }
    }
  }

  private Optional<StreamGap> read(ConsumerRecord<byte[], byte[]> each) {
    try {
      return Optional.ofNullable(
          topic.valueSerde().deserializer().deserialize(each.topic(), each.value()));
    } catch (KafkaException e) {
      LOG.warn(
          "passes over what is no gap: {}-{}@{}", each.topic(), each.partition(), each.offset());
      return Optional.empty();
    }
  }

  /** Writes until it is written; while it waits it polls, which ends when it is woken up. */
  private void write(KafkaConsumer<byte[], byte[]> consumer, StreamGap gap, Instant appendedAt) {
    while (!isDone(gap, appendedAt)) {
      consumer.pause(consumer.assignment());
      consumer.poll(RETRY);
    }
    consumer.resume(consumer.paused());
  }

  /** Returns whether the gap is written, or refused for good. */
  private boolean isDone(StreamGap gap, Instant appendedAt) {
    Optional<CqlSession> session = cassandra.session();
    if (session.isEmpty()) {
      return false;
    }
    try {
      if (insertGap == null) {
        insertGap = new InsertGap(session.get(), cassandra.keyspace());
      }
      session.get().execute(insertGap.bind(gap, appendedAt));
      return true;
    } catch (RuntimeException e) {
      LOG.debug("Cassandra does not take a gap", e);
      if (Refusal.reason(e).isEmpty()) {
        return false;
      }
      insertGap = null;
      return isRefused(gap, e);
    }
  }

  private boolean isRefused(StreamGap gap, RuntimeException failure) {
    try {
      if (!cassandra.schemaIsIntact().join()) {
        return false;
      }
    } catch (RuntimeException e) {
      LOG.debug("the schema cannot be checked", e);
      return false;
    }
    refused.increment();
    LOG.warn(
        "Cassandra refuses the gap of {} ({}); it is left out, evilnet_gaps_refused_total counts it",
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
