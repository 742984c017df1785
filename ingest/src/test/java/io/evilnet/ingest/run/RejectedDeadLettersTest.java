package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class RejectedDeadLettersTest extends SenderFixture {

  @Test
  void shouldNotDelayPostsByRetriesOfDeadLettersToUnknownTopic() throws Exception {
    blocking = Duration.ofMillis(100);
    append("broken".repeat(50).split("(?<=n)"));
    await().until(() -> deadLetters.bytes() > 0 && spool.status().lagBytes() == 0);
    long startNanos = System.nanoTime();
    append(POST);
    await().until(() -> producers.get(0).history().size() == 1);
    assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isLessThan(Duration.ofSeconds(2));
    producers.get(0).completeNext();
    await().until(() -> spool.status().lagBytes() == 0);
  }

  @Test
  void shouldSetAsideRejectedDeadLettersWithoutDelayingPosts() throws Exception {
    append("broken", POST);
    MockProducer<byte[], byte[]> producer = producer(1, 2);
    producer.errorNext(new TopicAuthorizationException("Not authorized to access tweets-dead"));
    producer.completeNext();
    await().until(() -> spool.status().lagBytes() == 0);
    assertThat(deadLetters.problem())
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("Not authorized to access tweets-dead")
                    .contains("WRITE and DESCRIBE on the topic tweets-dead")
                    .contains(directory.resolve("refused").toString()));
    assertThat(metrics.scrape())
        .contains(
            "evilnet_ingest_refused_total{outcome=\"set-aside\",reason=\"unauthorized\"} 1.0");
    // Retried, and rejected again.
    await().until(() -> producer.history().size() > 2);
    producer.errorNext(new TopicAuthorizationException("Not authorized to access tweets-dead"));
    // Retried after the permission was granted.
    await()
        .untilAsserted(
            () -> {
              producer.completeNext();
              assertThat(deadLetters.problem()).isEmpty();
            });
    assertThat(values(producer)).startsWith("broken", POST, "broken");
  }

  @Test
  void shouldDropIndividuallyRejectedDeadLetter() throws Exception {
    append("broken", POST);
    MockProducer<byte[], byte[]> producer = producer(1, 2);
    producer.errorNext(new RecordTooLargeException("larger than 1"));
    producer.completeNext();
    await().until(() -> spool.status().lagBytes() == 0);
    assertThat(producers).hasSize(1);
    assertThat(deadLetters.problem()).isEmpty();
    assertThat(metrics.scrape())
        .contains("evilnet_ingest_refused_total{outcome=\"dropped\",reason=\"too-large\"} 1.0");
  }

  /** Otherwise the others are resent forever. */
  @Test
  void shouldDropIndividuallyRejectedDeadLetterWhenRetried() throws Exception {
    append("broken", "torn");
    MockProducer<byte[], byte[]> producer = producer(1, 2);
    producer.errorNext(new TopicAuthorizationException("Not authorized to access tweets-dead"));
    producer.errorNext(new TopicAuthorizationException("Not authorized to access tweets-dead"));
    await().until(() -> deadLetters.bytes() > 0 && producer.history().size() > 2);
    producer(1, 4).errorNext(new RecordTooLargeException("larger than 1"));
    producer.completeNext();
    await().until(() -> deadLetters.bytes() == 0);
    assertThat(metrics.scrape())
        .contains("evilnet_ingest_refused_total{outcome=\"dropped\",reason=\"too-large\"} 1.0");
  }

  @Test
  void shouldReplaceProducerAfterFailedRetryOfDeadLetter() throws Exception {
    append("broken");
    MockProducer<byte[], byte[]> first = producer(1, 1);
    first.errorNext(new TopicAuthorizationException("Not authorized to access tweets-dead"));
    producer(1, 2).errorNext(new TimeoutException("expired"));
    producer(2, 1).completeNext();
    await().until(() -> deadLetters.bytes() == 0);
  }
}
