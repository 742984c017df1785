package io.evilnet.streams.topology;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Records of a partition of {@code tweets} that are processed as one, see {@link RecordFolding}.
 */
final class TweetBatch {

  private final Optional<List<ConsumerRecord<byte[], byte[]>>> folded;
  private final byte[] single;

  private TweetBatch(Optional<List<ConsumerRecord<byte[], byte[]>>> folded, byte[] single) {
    this.folded = folded;
    this.single = single;
  }

  /**
   * Returns the records by ascending offset.
   *
   * @param record the record of which this is the value
   * @param at topic, partition and offset of a record that is not folded
   */
  List<ConsumerRecord<byte[], byte[]>> records(
      Record<byte[], TweetBatch> record, RecordMetadata at) {
    return folded.orElseGet(
        () ->
            List.of(
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
                    Optional.empty())));
  }

  /** Returns a deserializer of folded records, and of single records as batches of one. */
  static Deserializer<TweetBatch> deserializer() {
    return new Unfolding();
  }

  private static final class Unfolding implements Deserializer<TweetBatch> {

    @Override
    public TweetBatch deserialize(String topic, byte[] value) {
      return deserialize(topic, new RecordHeaders(), value);
    }

    @Override
    public TweetBatch deserialize(String topic, Headers headers, byte[] value) {
      return new TweetBatch(RecordFolding.recordsOf(headers), value);
    }
  }
}
