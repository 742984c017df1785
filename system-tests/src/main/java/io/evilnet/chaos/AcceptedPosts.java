package io.evilnet.chaos;

import static java.util.stream.Collectors.toMap;

import io.evilnet.chaos.Accepted.Stall;
import io.evilnet.chaos.Outcomes.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final Duration SHORTEST_STALL = Duration.ofMillis(500);
  private static final int FETCH_BYTES = 16 * 1024 * 1024;

  private final String bootstrapServers;

  AcceptedPosts(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
  }

  /** What the oracle makes of all there are now. */
  Accepted read() {
    Reading reading = new Reading();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Long> ends =
          consumer.endOffsets(partitions(consumer), ANSWER_WITHIN).entrySet().stream()
              .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
      ends.keySet().stream()
          .sorted(Comparator.comparingInt(TopicPartition::partition))
          .forEach(partition -> reading.read(consumer, partition, ends.get(partition)));
    }
    return reading.accepted();
  }

  /** What is known after some of the partitions. */
  private static final class Reading {

    private final Oracle oracle = new Oracle();
    private final Curve toCount = new Curve();
    private final CountableOffsets countable = new CountableOffsets();
    private final List<Stall> stalls = new ArrayList<>();

    void read(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
      oracle.nextPartition();
      Instant before = null;
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (consumer.position(partition, ANSWER_WITHIN) < end) {
        for (ConsumerRecord<byte[], byte[]> post : consumer.poll(POLL).records(partition)) {
          if (post.offset() >= end) {
            break;
          }
          Instant arrival = Instant.ofEpochMilli(post.timestamp());
          take(post, arrival);
          if (before != null && arrival.isAfter(before.plus(SHORTEST_STALL))) {
            stalls.add(new Stall(partition.partition(), before, arrival));
          }
          before = arrival;
        }
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> post, Instant arrival) {
      Kind kind = oracle.accept(post.value(), arrival);
      if (kind == Kind.COUNTED || kind == Kind.UNRESOLVED) {
        toCount.add(arrival, 1);
        countable.add(post.partition(), post.offset());
      }
    }

    Accepted accepted() {
      return new Accepted(oracle.truth(), toCount, countable, stalls);
    }
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.partitionsFor(TOPIC, ANSWER_WITHIN).stream()
        .map(info -> new TopicPartition(TOPIC, info.partition()))
        .toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            FETCH_BYTES),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
