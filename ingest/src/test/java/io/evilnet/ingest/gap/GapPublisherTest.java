package io.evilnet.ingest.gap;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.topics.StreamGap;
import io.evilnet.platform.topics.Topics;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class GapPublisherTest {

  @Test
  void shouldNotBlockForEachGapWhenKafkaIsUnavailable() throws Exception {
    AtomicInteger sends = new AtomicInteger();
    MockProducer<StreamGap.Key, StreamGap> unreachable =
        new MockProducer<>(
            true,
            null,
            Topics.INGEST_GAPS.keySerde().serializer(),
            Topics.INGEST_GAPS.valueSerde().serializer()) {
          @Override
          public Future<RecordMetadata> send(ProducerRecord<StreamGap.Key, StreamGap> record) {
            sends.incrementAndGet();
            return CompletableFuture.failedFuture(
                new TimeoutException("Topic ingest-gaps not present in metadata after 1000 ms."));
          }
        };
    GapPublisher publisher = new GapPublisher(() -> unreachable);

    assertThat(publisher.send(List.of(gap(1), gap(2), gap(3)))).isEmpty();

    assertThat(sends).hasValue(1);
  }

  private static StreamGap gap(long second) {
    return StreamGap.open("home", "filtered", Instant.ofEpochSecond(second), "network");
  }
}
