package io.evilnet.backfill.count;

import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.core.StreamLine;
import io.evilnet.core.TweetParser;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.ResolvedCity;
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
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads records of {@code tweets} in the executors, with a consumer without a group for each range
 * of offsets.
 */
public final class Posts implements Serializable {

  /** Callback for the records of a poll. */
  interface PolledRecords {
    void accept(List<ConsumerRecord<byte[], StreamLine>> records);
  }

  private static final long serialVersionUID = 1L;

  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(30);

  private static final Map<String, ?> CONFIG =
      Map.of(
          // Fails if posts are deleted while they are read, instead of skipping them.
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          "none",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          false,
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
          Integer.MAX_VALUE);

  private final String topic;
  private final HashMap<String, String> connection;

  /**
   * @param kafka the connection of the executors
   */
  public Posts(KafkaConnection kafka, String topic) {
    this.topic = topic;
    this.connection = new HashMap<>(kafka.config());
  }

  /**
   * Reads a range of offsets of a partition, each record once, in order. Lines are parsed by the
   * deserializer, so that the fetched bytes are not retained.
   *
   * @param posts called with the records of each poll
   * @throws org.apache.kafka.common.KafkaException if records were deleted, or Kafka is unavailable
   */
  void read(PartitionOffsets range, PolledRecords posts) {
    Map<String, Object> config = new HashMap<>(CONFIG);
    config.putAll(connection);
    try (KafkaConsumer<byte[], StreamLine> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new LineDeserializer())) {
      read(consumer, new TopicPartition(topic, range.partition()), range, posts);
    }
  }

  /** Reads a range of offsets with an unassigned consumer. */
  static void read(
      Consumer<byte[], StreamLine> consumer,
      TopicPartition partition,
      PartitionOffsets range,
      PolledRecords posts) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, range.start());
    for (long next = range.start(); next < range.end(); ) {
      ConsumerRecords<byte[], StreamLine> polled = consumer.poll(POLL_TIMEOUT);
      posts.accept(before(range.end(), polled.records(partition)));
      long position = consumer.position(partition, POLL_TIMEOUT);
      if (position == next) {
        throw new TimeoutException(
            "no record of %s from offset %d received within %d s"
                .formatted(partition, next, POLL_TIMEOUT.toSeconds()));
      }
      next = position;
    }
  }

  /** A deserializer that parses lines and applies the cities resolved by ingest. */
  static final class LineDeserializer implements Deserializer<StreamLine> {

    private final TweetParser parser = new TweetParser();

    @Override
    public StreamLine deserialize(String topic, byte[] line) {
      return parser.parse(line);
    }

    @Override
    public StreamLine deserialize(String topic, Headers headers, byte[] line) {
      return ResolvedCity.of(parser.parse(line), headers, parser);
    }
  }

  /** Returns the records of a poll before the end of the range. */
  private static List<ConsumerRecord<byte[], StreamLine>> before(
      long end, List<ConsumerRecord<byte[], StreamLine>> records) {
    int count = records.size();
    while (count > 0 && records.get(count - 1).offset() >= end) {
      count--;
    }
    return records.subList(0, count);
  }
}
