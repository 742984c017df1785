package io.evilnet.chaos;

import static java.util.stream.Collectors.toMap;

import io.evilnet.infra.settings.KafkaConnection;
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

  AcceptedCount(KafkaConnection kafka) {
    this.consumer =
        new KafkaConsumer<>(
            kafka.with(
                Map.of(
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(ANSWER_WITHIN.toMillis()))),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  /**
   * Where each partition ends now, by its number.
   *
   * @throws org.apache.kafka.common.KafkaException if Kafka does not answer
   */
  Map<Integer, Long> ends() {
    if (partitions.isEmpty()) {
      partitions =
          consumer.partitionsFor(AcceptedPosts.TOPIC, ANSWER_WITHIN).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
    }
    return consumer.endOffsets(partitions, ANSWER_WITHIN).entrySet().stream()
        .collect(toMap(end -> end.getKey().partition(), Map.Entry::getValue));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
