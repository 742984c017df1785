package io.evilnet.chaos.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Content of the topic {@code tweets-dead}.
 *
 * @param ofTopic number of records of {@code tweets} with a dead letter
 * @param ofIngest dead letters written by ingest or a replay
 */
public record DeadLetters(long ofTopic, long ofIngest) {

  private static final String TOPIC = "tweets-dead";
  private static final String SOURCE = "dead-source";
  private static final String BY = "dead-by";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** Reads all dead letters. */
  public static DeadLetters read(KafkaConnection kafka) {
    Set<String> sources = new HashSet<>();
    long ofIngest = 0;
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.with(Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(TOPIC, TIMEOUT).stream()
              .map(info -> new TopicPartition(TOPIC, info.partition()))
              .toList();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TIMEOUT);
      for (TopicPartition partition : partitions) {
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        while (consumer.position(partition, TIMEOUT) < ends.get(partition)) {
          for (ConsumerRecord<byte[], byte[]> deadLetter : consumer.poll(POLL)) {
            header(deadLetter, SOURCE).ifPresent(sources::add);
            ofIngest += header(deadLetter, BY).equals(Optional.of("ingest")) ? 1 : 0;
          }
        }
      }
    }
    return new DeadLetters(sources.size(), ofIngest);
  }

  private static Optional<String> header(ConsumerRecord<?, ?> deadLetter, String name) {
    Header header = deadLetter.headers().lastHeader(name);
    return Optional.ofNullable(header).map(found -> new String(found.value(), UTF_8));
  }
}
