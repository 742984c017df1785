package io.evilnet.backfill;

import io.evilnet.infra.settings.KafkaConnection;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The records of {@code tweets} as the executors read them: a consumer for each range of offsets,
 * without a group, which polls what it has fetched to the end before it fetches on.
 */
final class Posts implements Serializable {

  /** Takes the records of a poll. */
  interface PolledRecords {
    void accept(List<ConsumerRecord<byte[], byte[]>> records);
  }

  private static final long serialVersionUID = 1L;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private static final Map<String, ?> CONFIG =
      Map.of(
          // Posts that expire while they are read would be missing from the counts.
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          Integer.MAX_VALUE);

  private final String topic;
  private final HashMap<String, String> connection;

  /**
   * @param kafka how the executors reach it
   */
  Posts(KafkaConnection kafka, String topic) {
    this.topic = topic;
    this.connection = new HashMap<>(kafka.config());
  }

  /**
   * Reads what is to be read of a partition, each record once, in the order of the offsets.
   *
   * @param posts gets the records of one poll after the other
   * @throws org.apache.kafka.common.KafkaException if records are gone, or Kafka does not answer
   */
  void read(PartitionOffsets range, PolledRecords posts) {
    Map<String, Object> config = new HashMap<>(CONFIG);
    config.putAll(connection);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      read(consumer, new TopicPartition(topic, range.partition()), range, posts);
    }
  }

  /** The same with a consumer that has nothing to do yet. */
  static void read(
      Consumer<byte[], byte[]> consumer,
      TopicPartition partition,
      PartitionOffsets range,
      PolledRecords posts) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, range.start());
    for (long next = range.start(); next < range.end(); ) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(ANSWER_WITHIN);
      posts.accept(before(range.end(), polled.records(partition)));
      long position = consumer.position(partition, ANSWER_WITHIN);
      if (position == next) {
        throw new TimeoutException(
            "no record of %s from offset %d on within %d s"
                .formatted(partition, next, ANSWER_WITHIN.toSeconds()));
      }
      next = position;
    }
  }

  /** The last poll of a range may bring more. */
  private static List<ConsumerRecord<byte[], byte[]>> before(
      long end, List<ConsumerRecord<byte[], byte[]>> records) {
    int count = records.size();
    while (count > 0 && records.get(count - 1).offset() >= end) {
      count--;
    }
    return records.subList(0, count);
  }
}
