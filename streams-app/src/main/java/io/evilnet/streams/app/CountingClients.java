package io.evilnet.streams.app;

import io.evilnet.platform.lifecycle.ExitCodes;
import io.evilnet.platform.topics.Topics;
import io.evilnet.streams.consumer.PolledConsumer;
import io.evilnet.streams.consumer.Polls;
import io.evilnet.streams.topology.PartitionProgress;
import io.evilnet.streams.topology.RecordFolding;
import io.evilnet.streams.topology.ScannedTweet;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client supplier of Kafka Streams. */
final class CountingClients implements KafkaClientSupplier, PartitionProgress {

  private static final Logger LOG = LoggerFactory.getLogger(CountingClients.class);

  private final Polls polls = new Polls();
  private final Map<Integer, Long> committed = new ConcurrentHashMap<>();
  private final Map<Integer, Boolean> atEnd = new ConcurrentHashMap<>();
  private final Counter refusedDeadLetters;
  private final Set<Class<?>> logged = ConcurrentHashMap.newKeySet();

  CountingClients(MeterRegistry registry) {
    this.refusedDeadLetters =
        Counter.builder("evilnet.dead.letters.refused")
            .description("Dead letters rejected permanently by Kafka, since the start")
            .register(registry);
  }

  @Override
  public long committed(int partition) {
    return committed.getOrDefault(partition, -1L);
  }

  @Override
  public boolean isAtEnd(int partition) {
    return atEnd.getOrDefault(partition, false);
  }

  private void updateLag(Consumer<byte[], byte[]> consumer) {
    for (TopicPartition partition : consumer.assignment()) {
      if (partition.topic().equals(Topics.TWEETS.name())) {
        // The lag is negative if the known end offset is older than the polled records.
        atEnd.put(partition.partition(), consumer.currentLag(partition).orElse(1) <= 0);
      }
    }
  }

  private void updateCommitted(Map<TopicPartition, OffsetAndMetadata> offsets) {
    offsets.forEach(
        (partition, offset) -> {
          if (partition.topic().equals(Topics.TWEETS.name())) {
            committed.merge(partition.partition(), offset.offset(), Math::max);
          }
        });
  }

  /** Returns the polls of the stream threads. */
  Polls polls() {
    return polls;
  }

  @Override
  public Admin getAdmin(Map<String, Object> config) {
    return Admin.create(config);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
    return new UnbrokenProducer(config, CountingClients::halt, this::refused);
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
    return new PolledConsumer(config, ScannedTweet.deserializer(), polls) {
      @Override
      public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
        updateLag(this);
        return RecordFolding.fold(polled);
      }

      @Override
      public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        super.commitSync(offsets);
        updateCommitted(offsets);
      }
    };
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
    return getRestoreConsumer(config);
  }

  /** Counts a rejection; logs each kind once. */
  private void refused(Exception cause) {
    refusedDeadLetters.increment();
    if (logged.add(cause.getClass())) {
      LOG.error(
          "Kafka rejected dead letters ({}), which are counted and dropped; grant the Kafka user of streams-app WRITE on {}, or set its configuration as ./start-all.sh does",
          cause.getMessage(),
          Topics.TWEETS_DEAD.name());
    }
  }

  /** Halts the JVM, since an orderly shutdown would send subsequent records. */
  private static void halt() {
    LOG.error(
        "Kafka did not acknowledge a changelog record within {}; terminating this process; its replacement resumes from the last commit",
        StreamsProperties.DELIVERY_TIMEOUT);
    Runtime.getRuntime().halt(ExitCodes.TRY_AGAIN);
  }
}
