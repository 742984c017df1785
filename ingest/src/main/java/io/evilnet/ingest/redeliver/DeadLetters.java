package io.evilnet.ingest.redeliver;

import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the dead letters from the first one to the end offsets at the time of opening. */
final class DeadLetters implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(15);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<TopicPartition, Long> ends;

  /** Time of the first empty poll since the last records; 0 after records. */
  private long emptySinceNanos;

  /**
   * @throws org.apache.kafka.common.KafkaException if Kafka does not respond or rejects a request
   */
  DeadLetters(KafkaConnection kafka) {
    consumer =
        new KafkaConsumer<>(
            kafka.with(
                Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                    false,
                    ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                    Math.toIntExact(RESPONSE_TIMEOUT.toMillis()))),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.TWEETS_DEAD.name()).stream()
              .map(found -> new TopicPartition(found.topic(), found.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      ends = consumer.endOffsets(partitions);
    } catch (RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  boolean hasNext() {
    return ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }

  /**
   * Polls the next records; empty if none arrive within the poll timeout.
   *
   * @throws TimeoutException if none have arrived for 15 s
   */
  Iterable<ConsumerRecord<byte[], byte[]>> next() {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
    if (!records.isEmpty()) {
      emptySinceNanos = 0;
    } else if (emptySinceNanos == 0) {
      emptySinceNanos = System.nanoTime();
    } else if (System.nanoTime() - emptySinceNanos > RESPONSE_TIMEOUT.toNanos()) {
      throw new TimeoutException("no records for " + RESPONSE_TIMEOUT.toSeconds() + " s");
    }
    return records;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
