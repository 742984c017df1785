package io.evilnet.streams.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.TimeRange;
import io.evilnet.platform.kafka.KafkaConnection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FidelityScanTest {

  private static final TopicPartition PARTITION = new TopicPartition("tweets", 2);

  private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
  private final FidelityScan scan =
      new FidelityScan(
          KafkaConnection.open("localhost:9092"), PARTITION.topic(), TimeRange.ALL, Set.of());

  @BeforeEach
  void assign() {
    consumer.assign(List.of(PARTITION));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(() -> add(0));
    consumer.schedulePollTask(() -> add(1));
  }

  @Test
  void shouldReadToEndOffset() {
    scan.read(consumer, PARTITION, 0, 2);

    assertThat(consumer.position(PARTITION)).isEqualTo(2);
  }

  @Test
  void shouldFailWhenNoRecordArrives() {
    assertThatThrownBy(() -> scan.read(consumer, PARTITION, 0, 3))
        .isInstanceOf(TimeoutException.class)
        .hasMessage("no record of tweets-2 from offset 2 received within 15 s");
  }

  private void add(long offset) {
    consumer.addRecord(
        new ConsumerRecord<>(
            PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]));
  }
}
