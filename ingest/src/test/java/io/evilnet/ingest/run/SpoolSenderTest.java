package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class SpoolSenderTest extends SenderFixture {

  @Test
  void shouldAdvanceCursorWithAcknowledgements() throws Exception {
    append("a", "b");
    MockProducer<byte[], byte[]> producer = producer(1, 2);
    producer.completeNext();
    producer.completeNext();
    await().until(() -> spool.status().lagBytes() == 0);
  }

  @Test
  void shouldAdvanceCursorWhileLinesArrive() throws Exception {
    append("a");
    long bytesOfLine = spool.status().lagBytes();
    MockProducer<byte[], byte[]> producer = producer(1, 1);
    for (int lines = 2; lines <= 100; lines++) {
      producer.completeNext();
      append("b"); // Before the poll of the sender times out.
      while (producer.history().size() < lines) {
        Thread.onSpinWait();
      }
      Thread.sleep(20);
    }
    assertThat(spool.status().lagBytes()).isLessThan(50 * bytesOfLine);
  }

  @Test
  void shouldResendFromFirstUnacknowledgedLineWithNewProducer() throws Exception {
    append("a", "b", "c");
    MockProducer<byte[], byte[]> first = producer(1, 3);
    first.completeNext();
    first.errorNext(new TimeoutException("expired"));
    MockProducer<byte[], byte[]> second = producer(2, 2);
    assertThat(values(second)).containsExactly("b", "c");
    assertThat(first.closed()).isTrue();
    second.completeNext();
    second.completeNext();
    await().until(() -> spool.status().lagBytes() == 0);
    assertThat(metrics.scrape())
        .contains("evilnet_ingest_delivery_failures_total{error=\"TimeoutException\"} 1.0");
  }

  @Test
  void shouldEndWhenAllLinesAreAcknowledged() throws Exception {
    append("a");
    MockProducer<byte[], byte[]> producer = producer(1, 1);
    sender.drain(TIMEOUT);
    assertThat(thread.isAlive()).isTrue();
    producer.completeNext();
    thread.join(TIMEOUT.toMillis());
    assertThat(thread.isAlive()).isFalse();
    assertThat(spool.status().lagBytes()).isZero();
  }

  @Test
  void shouldEndAtDeadlineWithoutAcknowledgements() throws Exception {
    append("a");
    producer(1, 1);
    sender.drain(Duration.ofMillis(50));
    thread.join(TIMEOUT.toMillis());
    assertThat(thread.isAlive()).isFalse();
    assertThat(spool.status().lagBytes()).isPositive();
  }

  @Test
  void shouldContinueAfterUnexpectedException() throws Exception {
    failures.add(new IllegalStateException("unexpected"));
    append("a");
    producer(1, 1).errorNext(new TimeoutException("expired"));
    producer(2, 1).completeNext();
    await().until(() -> spool.status().lagBytes() == 0);
    assertThat(sender.sinceAlive()).isLessThan(TIMEOUT);
  }

  @Test
  void shouldDetermineOldestLineWithoutProducer() throws Exception {
    sender.drain(Duration.ZERO);
    thread.join();
    assertThat(sender.oldest()).isEmpty();
    append(POST);
    SpoolSender other =
        new SpoolSender(
            spool,
            () -> {
              throw new KafkaException("Failed to construct kafka producer");
            },
            deadLetters,
            metrics);
    Thread running = new Thread(other);
    running.start();
    await().until(() -> other.oldest().equals(Optional.of(Instant.EPOCH)));
    other.drain(Duration.ZERO);
    running.join();
  }

  @Test
  void shouldKeepRejectedPostsAndReportReason() throws Exception {
    append(POST);
    producer(1, 1).errorNext(new TopicAuthorizationException("Not authorized to access tweets"));
    await().until(() -> sender.refusal().isPresent());
    assertThat(sender.refusal().orElseThrow())
        .contains("Not authorized to access tweets")
        .contains("WRITE and DESCRIBE on the topic tweets");
    assertThat(spool.status().lagBytes()).isPositive();
    producer(2, 1).completeNext();
    await().until(() -> spool.status().lagBytes() == 0 && sender.refusal().isEmpty());
  }
}
