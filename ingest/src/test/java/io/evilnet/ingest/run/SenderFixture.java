package io.evilnet.ingest.run;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sender of spooled lines with producers that the test controls. */
abstract class SenderFixture {

  static final Duration TIMEOUT = Duration.ofSeconds(10);
  static final String POST =
      """
      {"data":{"id":"2123778391646666753","author_id":"1","created_at":"2026-11-20T14:00:01Z"}}""";

  @TempDir Path directory;

  final List<MockProducer<byte[], byte[]>> producers = new CopyOnWriteArrayList<>();
  final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  final IngestMetrics metrics = new IngestMetrics();
  volatile Duration blocking = Duration.ZERO;
  Spool spool;
  RejectedDeadLetters deadLetters;
  SpoolSender sender;
  Thread thread;

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

  TweetPublisher publisher() {
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
  MockProducer<byte[], byte[]> producer(int number, int records) {
    await().until(() -> producers.size() >= number);
    MockProducer<byte[], byte[]> producer = producers.get(number - 1);
    await().until(() -> producer.history().size() == records);
    return producer;
  }

  void append(String... texts) throws Exception {
    for (String text : texts) {
      spool.append(new ReceivedLine("local", Instant.EPOCH, RawLine.whole(text.getBytes(UTF_8))));
    }
    spool.flush();
  }

  static List<String> values(MockProducer<byte[], byte[]> producer) {
    return producer.history().stream().map(record -> new String(record.value(), UTF_8)).toList();
  }
}
