package io.evilnet.platform.topics;

import io.evilnet.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

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
      List<TopicPartition> partitions = partitions(consumer, topic.name(), timeout);
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

  /** Waits for a topic that not all brokers know yet since its creation. */
  private static List<TopicPartition> partitions(
      KafkaConsumer<?, ?> consumer, String topic, Duration timeout) {
    long beginNanos = System.nanoTime();
    while (true) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (!found.isEmpty()) {
        return found.stream().map(one -> new TopicPartition(topic, one.partition())).toList();
      }
      if (System.nanoTime() - beginNanos > timeout.toNanos()) {
        throw new UnknownTopicOrPartitionException("no topic " + topic);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static boolean isAtEnd(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }
}
