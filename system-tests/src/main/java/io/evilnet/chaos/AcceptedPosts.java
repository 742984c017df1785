package io.evilnet.chaos;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The posts that Kafka has accepted: the topic {@code tweets}, from its first record on. */
final class AcceptedPosts {

  static final String TOPIC = "tweets";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private final String bootstrapServers;

  AcceptedPosts(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** How many there are now. */
  long count() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      long ends = sum(consumer.endOffsets(partitions, ANSWER_WITHIN));
      return ends - sum(consumer.beginningOffsets(partitions, ANSWER_WITHIN));
    }
  }

  /** What is right, of all there are now. */
  Truth countByOracle() {
    Oracle oracle = new Oracle();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends =
          consumer.endOffsets(partitions(consumer), ANSWER_WITHIN).entrySet().stream()
              .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
      ends.keySet().stream()
          .sorted(Comparator.comparingInt(TopicPartition::partition))
          .forEach(partition -> read(consumer, partition, ends.get(partition), oracle));
    }
    return oracle.truth();
  }

  private static void read(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end, Oracle oracle) {
    oracle.nextPartition();
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    while (consumer.position(partition, ANSWER_WITHIN) < end) {
      for (ConsumerRecord<byte[], byte[]> post : consumer.poll(POLL).records(partition)) {
        if (post.offset() < end) {
          oracle.accept(post.value(), Instant.ofEpochMilli(post.timestamp()));
        }
      }
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(TOPIC, ANSWER_WITHIN).stream()
        .map(info -> new TopicPartition(TOPIC, info.partition()))
        .toList();
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            16 * 1024 * 1024),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
