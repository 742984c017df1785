package io.evilnet.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Asks Kafka how many posts it has accepted, again and again; for one thread. */
final class AcceptedCount implements AutoCloseable {

  /** Whoever looks every second cannot wait for long. */
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private List<TopicPartition> partitions = List.of();

  AcceptedCount(String bootstrapServers) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.toIntExact(ANSWER_WITHIN.toMillis())),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * How many there are now.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  long now() {
    if (partitions.isEmpty()) {
      partitions =
          consumer.partitionsFor(AcceptedPosts.TOPIC, ANSWER_WITHIN).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
    }
    return consumer.endOffsets(partitions, ANSWER_WITHIN).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
