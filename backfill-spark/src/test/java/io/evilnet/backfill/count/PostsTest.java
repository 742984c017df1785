package io.evilnet.backfill.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.core.StreamLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PostsTest {

  private static final TopicPartition PARTITION = new TopicPartition("tweets", 2);

  private final MockConsumer<byte[], StreamLine> consumer =
      new MockConsumer<>(OffsetResetStrategy.NONE);
  private final List<Long> read = new ArrayList<>();

  @Test
  void shouldReadOnlyRecordsOfRange() {
    consumer.schedulePollTask(() -> add(3, 8));
    consumer.schedulePollTask(() -> add(8, 14));

    read(5, 12);

    assertThat(read).containsExactlyElementsOf(LongStream.range(5, 12).boxed().toList());
  }

  @Test
  void shouldFailIfNoRecordIsReceived() {
    consumer.schedulePollTask(() -> add(0, 4));

    assertThatThrownBy(() -> read(0, 5))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("no record of tweets-2 from offset 4 received within");
    assertThat(read).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void shouldFailIfFirstRecordsWereDeleted() {
    consumer.updateBeginningOffsets(Map.of(PARTITION, 3L));
    consumer.schedulePollTask(() -> add(3, 5));

    assertThatThrownBy(() -> read(0, 5)).isInstanceOf(OffsetOutOfRangeException.class);
  }

  private void read(long start, long end) {
    Posts.read(
        consumer,
        PARTITION,
        new PartitionOffsets(PARTITION.partition(), 0, Instant.EPOCH, start, end),
        records -> records.forEach(record -> read.add(record.offset())));
  }

  private void add(long from, long to) {
    for (long offset = from; offset < to; offset++) {
      consumer.addRecord(
          new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, null));
    }
  }
}
