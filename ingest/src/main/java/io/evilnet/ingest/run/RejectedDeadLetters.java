package io.evilnet.ingest.run;

import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.publish.Refusal;
import io.evilnet.ingest.publish.TweetPublisher;
import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolPosition;
import io.evilnet.ingest.spool.SpoolReader;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.ingest.spool.SpooledLine;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters that Kafka rejects permanently. If the topic rejects all records, they are kept in a
 * separate small spool and retried periodically; a single rejected record is dropped. Both are
 * counted, and later posts are not delayed.
 *
 * <p>Used by the sending thread; the state may be read by others.
 */
final class RejectedDeadLetters implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RejectedDeadLetters.class);

  private static final long MAX_BYTES = 64L * 1024 * 1024;
  private static final long SEGMENT_BYTES = 4L * 1024 * 1024;
  private static final Duration SEGMENT_AGE = Duration.ofMinutes(15);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(30);
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration NO_WAIT = Duration.ZERO;
  private static final int DEAD_LETTERS_PER_ATTEMPT = 1_000;

  private final Path directory;
  private final IngestMetrics metrics;
  private final Duration betweenAttempts;
  private final LineParser parser = new LineParser();

  /** The reported kinds of rejection; true for those of kept dead letters. */
  private final Set<Map.Entry<Refusal, Boolean>> logged = new HashSet<>();

  private volatile Spool spool;
  private volatile String reason = "Kafka has rejected dead letters";
  private long attemptAtNanos = System.nanoTime();

  /**
   * Opens the dead letters of earlier processes.
   *
   * @param directory their directory; created with the first rejected dead letter
   */
  RejectedDeadLetters(Path directory, IngestMetrics metrics) throws IOException {
    this(directory, metrics, BETWEEN_ATTEMPTS);
  }

  RejectedDeadLetters(Path directory, IngestMetrics metrics, Duration betweenAttempts)
      throws IOException {
    this.directory = directory;
    this.metrics = metrics;
    this.betweenAttempts = betweenAttempts;
    if (Files.isDirectory(directory)) {
      spool = open();
    }
  }

  /** Handles the line of a rejected dead letter. */
  void refused(ReceivedLine line, Refusal refusal, Exception cause) {
    boolean kept = !refusal.isOfRecord() && keep(line);
    metrics.refused(refusal, kept ? "set-aside" : "dropped");
    String text = refusal.explain(Topics.TWEETS_DEAD.name(), cause.getMessage());
    if (kept) {
      reason = text;
    }
    if (logged.add(Map.entry(refusal, kept))) {
      LOG.error("{}. Dead letters are {}", text, kept ? "kept in " + directory : "dropped");
    }
  }

  /**
   * Resends some of the kept dead letters, if the retry interval has passed.
   *
   * @throws DeliveryFailure if a record has failed, which closes the publisher
   */
  void retry(TweetPublisher publisher) throws IOException, InterruptedException, DeliveryFailure {
    if (bytes() == 0 || System.nanoTime() - attemptAtNanos < 0) {
      if (spool != null) {
        spool.acknowledge(spool.acknowledged());
      }
      return;
    }
    attemptAtNanos = System.nanoTime() + betweenAttempts.toNanos();
    publisher.retryDeadLetters();
    Resent resent = new Resent();
    SpoolPosition end = spool.acknowledged();
    try (SpoolReader reader = spool.reader()) {
      for (int i = 0; i < DEAD_LETTERS_PER_ATTEMPT; i++) {
        SpooledLine next = reader.poll(NO_WAIT);
        if (next == null) {
          break;
        }
        end = next.end();
        resent.waiting.incrementAndGet();
        ReceivedLine line = next.line();
        publisher.send(line, parser.parse(line.line()), resent);
        // Each dead letter to an unknown topic would block for max.block.ms: the first rejection is
        // handled here, and applies to the others.
        if (!publisher.awaitRoom(NO_WAIT)) {
          break;
        }
      }
    }
    long deadline = System.nanoTime() + ATTEMPT_TIMEOUT.toNanos();
    while (!publisher.awaitAllDelivered(POLL) && System.nanoTime() - deadline < 0) {}
    Exception failure = resent.failure.get();
    if (failure != null) {
      throw new DeliveryFailure(failure);
    }
    if (resent.waiting.get() == 0) {
      spool.acknowledge(end);
      attemptAtNanos = System.nanoTime();
      if (bytes() == 0) {
        logged.clear();
        LOG.info("Delivered all dead letters that Kafka had rejected");
      }
    }
  }

  /** Returns the reason why ingest is not ready, with its remedy, while dead letters are kept. */
  Optional<String> problem() {
    long bytes = bytes();
    return bytes == 0
        ? Optional.empty()
        : Optional.of(
            "%s. %d bytes of dead letters are kept in %s".formatted(reason, bytes, directory));
  }

  /** Returns the bytes of kept dead letters. */
  long bytes() {
    Spool spooled = spool;
    return spooled == null ? 0 : spooled.status().lagBytes();
  }

  @Override
  public void close() throws IOException {
    if (spool != null) {
      spool.close();
    }
  }

  private boolean keep(ReceivedLine line) {
    try {
      if (spool == null) {
        spool = open();
      }
      return spool.offer(line);
    } catch (IOException e) {
      LOG.error("Failed to store a dead letter in {}", directory, e);
      return false;
    }
  }

  private Spool open() throws IOException {
    return Spool.open(
        new SpoolSettings(directory, SEGMENT_BYTES, MAX_BYTES, SEGMENT_AGE, FsyncPolicy.NONE));
  }

  /** Delivery callback of resent dead letters. */
  private final class Resent implements Delivery {

    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    @Override
    public void acknowledged() {
      waiting.decrementAndGet();
    }

    @Override
    public void failed(Exception cause) {
      failure.compareAndSet(null, cause);
    }

    @Override
    public void replaced(Refusal refusal) {
      // Its truncated replacement has further callbacks.
    }

    /** Drops a single rejected record; with the rejection of all records, it is kept. */
    @Override
    public void refused(Refusal refusal, Exception cause) {
      if (refusal.isOfRecord()) {
        metrics.refused(refusal, "dropped");
        waiting.decrementAndGet();
      }
    }
  }
}
