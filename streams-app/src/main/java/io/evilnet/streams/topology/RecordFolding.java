package io.evilnet.streams.topology;

import io.evilnet.platform.topics.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Folds the records of a partition in one poll into one record of Kafka Streams: offsets are
 * committed at the end of a poll only, and the per-record overhead of Kafka Streams occurs once.
 */
public final class RecordFolding {

  private static final byte[] NO_VALUE = {};

  private RecordFolding() {}

  /** Returns the records, folded by partition in the topics that are counted or merged. */
  public static ConsumerRecords<byte[], byte[]> fold(ConsumerRecords<byte[], byte[]> polled) {
    if (polled.isEmpty()) {
      return polled;
    }
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> folded = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
      folded.put(partition, isFolded(partition.topic()) ? List.of(fold(records)) : records);
    }
    return new ConsumerRecords<>(folded, polled.nextOffsets());
  }

  private static boolean isFolded(String topic) {
    return topic.equals(Topics.TWEETS.name()) || Topics.isPartials(topic);
  }

  /** Returns the records of a folded record, by its headers; empty if it is not folded. */
  static Optional<List<ConsumerRecord<byte[], byte[]>>> recordsOf(Headers headers) {
    return headers instanceof FoldedRecords folded ? Optional.of(folded.records) : Optional.empty();
  }

  /** Returns a record with the first offset and key, and the timestamp of the last record. */
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
        first.key(),
        NO_VALUE,
        new FoldedRecords(records),
        first.leaderEpoch());
  }

  /** Headers that carry the records through Kafka Streams without copying. */
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
}
