package io.evilnet.chaos.oracle;

import static java.util.stream.Collectors.toMap;

import io.evilnet.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the number of posts in Kafka periodically. Confined to one thread. */
public final class AcceptedCount implements AutoCloseable {

  /** Short, because the offsets are read every second. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private List<TopicPartition> partitions = List.of();

  public AcceptedCount(KafkaConnection kafka) {
    this.consumer =
        new KafkaConsumer<>(
            kafka.with(
                Map.of(
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.toIntExact(TIMEOUT.toMillis()))),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Returns the end offset of each partition.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond
   */
  public Map<Integer, Long> ends() {
    if (partitions.isEmpty()) {
      partitions =
          consumer.partitionsFor(AcceptedPosts.TOPIC, TIMEOUT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
    }
    return consumer.endOffsets(partitions, TIMEOUT).entrySet().stream()
        .collect(toMap(end -> end.getKey().partition(), Map.Entry::getValue));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
