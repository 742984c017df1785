package io.evilnet.streams.topology;

import io.evilnet.infra.topics.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The records that one poll has brought of a partition of {@code tweets}, processed as one record
 * of Kafka Streams: an offset can be committed at the end of a batch only, and what Kafka Streams
 * does for a record it does for thousands of posts.
 */
public final class TweetBatch {

  private static final byte[] NO_BYTES = {};

  private final List<ConsumerRecord<byte[], byte[]>> folded;
  private final byte[] single;

  private TweetBatch(List<ConsumerRecord<byte[], byte[]>> folded, byte[] single) {
    this.folded = folded;
    this.single = single;
  }

  /**
   * The records, in the order of their offsets.
   *
   * @param record that this is the value of
   * @param at its place, which is that of a record that was not folded
   */
  List<ConsumerRecord<byte[], byte[]>> records(
      Record<byte[], TweetBatch> record, RecordMetadata at) {
    return folded.isEmpty()
        ? List.of(
            new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                at.offset(),
                record.timestamp(),
                TimestampType.CREATE_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                record.key(),
                single,
                record.headers(),
                Optional.empty()))
        : folded;
  }

  /** The same records, those of each partition of {@code tweets} folded into one. */
  public static ConsumerRecords<byte[], byte[]> fold(ConsumerRecords<byte[], byte[]> polled) {
    if (polled.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> folded = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      folded.put(
          partition,
          partition.topic().equals(Topics.TWEETS.name()) ? List.of(fold(records)) : records);
    }
    return new ConsumerRecords<>(folded, polled.nextOffsets());
  }

  /** A record at the first offset, with the newest time. */
  private static ConsumerRecord<byte[], byte[]> fold(List<ConsumerRecord<byte[], byte[]>> records) {
    ConsumerRecord<byte[], byte[]> first = records.get(0);
    ConsumerRecord<byte[], byte[]> last = records.get(records.size() - 1);
    int bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += Math.max(0, record.serializedValueSize());
    }
    return new ConsumerRecord<>(
        first.topic(),
        first.partition(),
        first.offset(),
        last.timestamp(),
        last.timestampType(),
        0,
        bytes,
        NO_BYTES,
        NO_BYTES,
        new FoldedRecords(records),
        first.leaderEpoch());
  }

  /** A deserializer of folded records, and of others, each of which becomes a batch of its own. */
  static Deserializer<TweetBatch> deserializer() {
    return new Unfolding();
  }

  /** Carries the records through Kafka Streams, uncopied. */
  private static final class FoldedRecords extends RecordHeaders {
    private final List<ConsumerRecord<byte[], byte[]>> records;

    FoldedRecords(List<ConsumerRecord<byte[], byte[]>> records) {
      this.records = records;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FoldedRecords folded && records.equals(folded.records);
    }

    @Override
    public int hashCode() {
      return records.hashCode();
    }
  }

  private static final class Unfolding implements Deserializer<TweetBatch> {

    @Override
    public TweetBatch deserialize(String topic, byte[] value) {
      return deserialize(topic, new RecordHeaders(), value);
    }

    @Override
    public TweetBatch deserialize(String topic, Headers headers, byte[] value) {
      if (headers instanceof FoldedRecords folded) {
        return new TweetBatch(folded.records, null);
      }
      return new TweetBatch(List.of(), value);
    }
  }
}
