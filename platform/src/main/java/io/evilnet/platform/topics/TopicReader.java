package io.evilnet.platform.topics;

import io.evilnet.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads whole topics. */
public final class TopicReader {

  private static final Duration POLL = Duration.ofMillis(100);

  private TopicReader() {}

  /**
   * Reads a topic from the first record to the current end offsets.
   *
   * @param timeout timeout of a request to Kafka, and maximum time without records
   * @param action called with each record, in the order of its partition
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond or rejects a request
   */
  public static <K, V> void readToEnd(
      KafkaConnection kafka,
      Topic<K, V> topic,
      Duration timeout,
      Consumer<ConsumerRecord<K, V>> action) {
    int millis = Math.toIntExact(timeout.toMillis());
    try (KafkaConsumer<K, V> consumer =
        new KafkaConsumer<>(
            kafka.with(
                Map.of(
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
                    ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)),
            topic.keySerde().deserializer(),
            topic.valueSerde().deserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic.name()).stream()
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long receivedAtNanos = System.nanoTime();
      while (!isAtEnd(consumer, ends)) {
        ConsumerRecords<K, V> records = consumer.poll(POLL);
        records.forEach(action);
        if (!records.isEmpty()) {
          receivedAtNanos = System.nanoTime();
        } else if (System.nanoTime() - receivedAtNanos > timeout.toNanos()) {
          throw new TimeoutException(
              "no records of %s for %d s".formatted(topic.name(), timeout.toSeconds()));
        }
      }
    }
  }

  private static boolean isAtEnd(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
