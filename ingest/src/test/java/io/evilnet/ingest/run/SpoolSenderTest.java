package io.evilnet.ingest.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.line.RawLine;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.publish.TweetPublisher;
import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolSenderTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final String POST =
      """
      {"data":{"id":"2123778391646666753","author_id":"1","created_at":"2026-11-20T14:00:01Z"}}""";

  @TempDir private Path directory;

  private final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  private final IngestMetrics metrics = new IngestMetrics();
  private volatile Duration blocking = Duration.ZERO;
  private Spool spool;
  private RejectedDeadLetters deadLetters;
  private SpoolSender sender;
  private Thread thread;

  @BeforeEach
  void start() throws Exception {
    spool =
        Spool.open(
            new SpoolSettings(directory, 1 << 20, 8 << 20, Duration.ofHours(1), FsyncPolicy.NONE));
    deadLetters = new RejectedDeadLetters(directory.resolve("refused"), metrics, Duration.ZERO);
    sender = new SpoolSender(spool, this::publisher, deadLetters, metrics);
    thread = new Thread(sender);
    thread.start();
  }

  @AfterEach
  void stop() throws Exception {
    sender.drain(Duration.ZERO);
    thread.join();
    deadLetters.close();
    spool.close();
    metrics.close();
  }

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

  /** A producer that blocks for dead letters, as the real one does if a topic is unknown. */
  private final class Blocking extends MockProducer<byte[], byte[]> {

    Blocking(Cluster cluster) {
      super(cluster, false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
      if (blocking.isZero() || !record.topic().equals("tweets-dead")) {
        return super.send(record, callback);
      }
      try {
        Thread.sleep(blocking.toMillis());
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
      TimeoutException unknown = new TimeoutException("Topic tweets-dead not present in metadata");
      callback.onCompletion(null, unknown);
      return CompletableFuture.failedFuture(unknown);
    }
  }

  private TweetPublisher publisher() {
    Node node = new Node(1, "127.0.0.1", 1);
    Node[] nodes = {node};
    Cluster cluster =
        new Cluster(
            "cluster",
            List.of(node),
            List.of(
                new PartitionInfo("tweets-dead", 0, node, nodes, nodes),
                new PartitionInfo("tweets", 0, node, nodes, nodes)),
            Set.of(),
            Set.of());
    MockProducer<byte[], byte[]> producer = new Blocking(cluster);
    if (!failures.isEmpty()) {
      throw failures.remove(0);
    }
    producers.add(producer);
    return new TweetPublisher(producer);
  }

  /** Returns the n-th producer after it has received that many records. */
  private MockProducer<byte[], byte[]> producer(int number, int records) {
    await().until(() -> producers.size() >= number);
    MockProducer<byte[], byte[]> producer = producers.get(number - 1);
    await().until(() -> producer.history().size() == records);
    return producer;
  }

  private void append(String... texts) throws Exception {
    for (String text : texts) {
      spool.append(new ReceivedLine("local", Instant.EPOCH, RawLine.whole(text.getBytes(UTF_8))));
    }
    spool.flush();
  }

  private static List<String> values(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream().map(record -> new String(record.value(), UTF_8)).toList();
  }
}
