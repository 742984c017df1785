package io.evilnet.streams.gaps;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.infra.topics.StreamGap;
import io.evilnet.infra.topics.Topic;
import io.evilnet.streams.store.CassandraLink;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
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
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaConnection kafka;
  private final Topic<StreamGap.Key, StreamGap> topic;
  private final CassandraLink cassandra;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "gaps-sink");
  private InsertGap insertGap;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  public GapsSink(
      KafkaConnection kafka, Topic<StreamGap.Key, StreamGap> topic, CassandraLink cassandra) {
    this.kafka = kafka;
    this.topic = topic;
    this.cassandra = cassandra;
    thread.setDaemon(true);
  }

  /** Starts reading; the topic has to be there. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (!isClosing()) {
      try (KafkaConsumer<byte[], byte[]> life =
          new KafkaConsumer<>(
              consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = life;
        carry(life);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("the sink of gaps is woken up to end");
      } catch (KafkaException e) {
        LOG.warn("gaps are not carried on until Kafka can be read again: {}", e.getMessage());
        pause();
      } finally {
        consumer = null;
      }
    }
  }

  private void carry(KafkaConsumer<byte[], byte[]> life) {
    List<TopicPartition> partitions =
        life.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    life.assign(partitions);
    life.seekToBeginning(partitions);
    while (!isClosing()) {
      for (ConsumerRecord<byte[], byte[]> each : life.poll(POLL)) {
        read(each).ifPresent(gap -> write(gap, Instant.ofEpochMilli(each.timestamp())));
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

  private void write(StreamGap gap, Instant appendedAt) {
    while (!isClosing() && !isWritten(gap, appendedAt)) {
      pause();
    }
  }

  private boolean isWritten(StreamGap gap, Instant appendedAt) {
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
    } catch (DriverException e) {
      LOG.debug("Cassandra does not take a gap; it is tried again", e);
      if (e instanceof InvalidQueryException) {
        insertGap = null;
        cassandra.ensureSchema();
      }
      return false;
    }
  }

  private Map<String, Object> consumerConfig() {
    return kafka.with(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "gaps-sink",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest"));
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void pause() {
    try {
      closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> life = consumer;
    if (life != null) {
      life.wakeup();
    }
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
