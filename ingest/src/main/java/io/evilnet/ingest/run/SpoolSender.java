package io.evilnet.ingest.run;

import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.publish.Refusal;
import io.evilnet.ingest.publish.TweetPublisher;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolReader;
import io.evilnet.ingest.spool.SpooledLine;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers lines from the spool to Kafka, in order, for the lifetime of the process.
 *
 * <p>After a failure it resumes after the last contiguous acknowledgement, with a new producer:
 * duplicates are counted once. Records that Kafka rejects permanently do not delay later ones: see
 * {@link RejectedDeadLetters}. Only if Kafka rejects all posts does it back off.
 */
final class SpoolSender implements Runnable, Acknowledgements.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolSender.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY = Duration.ofSeconds(30);

  /** Interval at which acknowledgements are stored while lines arrive. */
  private static final Duration CURSOR_INTERVAL = Duration.ofMillis(200);

  private final Spool spool;
  private final Supplier<TweetPublisher> publishers;
  private final RejectedDeadLetters rejectedDeadLetters;
  private final IngestMetrics metrics;
  private final LineParser parser = new LineParser();
  private final CountDownLatch draining = new CountDownLatch(1);
  private volatile long drainDeadlineNanos;
  private volatile long acknowledgedAtNanos = System.nanoTime();
  private volatile long aliveAtNanos = System.nanoTime();
  private volatile String refusal = "";

  /** The reported failure of a delivery since the last acknowledgement. */
  private volatile String lastFailure = "";

  private Duration retry = RETRY;

  /** Time of receipt of the oldest unacknowledged line; null without any. */
  private volatile Instant oldest;

  SpoolSender(
      Spool spool,
      Supplier<TweetPublisher> publishers,
      RejectedDeadLetters rejectedDeadLetters,
      IngestMetrics metrics) {
    this.spool = spool;
    this.publishers = publishers;
    this.rejectedDeadLetters = rejectedDeadLetters;
    this.metrics = metrics;
  }

  /** Ends the thread when the spool is empty, at the latest after {@code timeout}. */
  void drain(Duration timeout) {
    drainDeadlineNanos = System.nanoTime() + timeout.toNanos();
    draining.countDown();
  }

  /** Returns the time since the last acknowledgement. */
  Duration sinceAcknowledged() {
    return Duration.ofNanos(System.nanoTime() - acknowledgedAtNanos);
  }

  /**
   * Returns the time since the last activity of the thread, which is short also during an outage of
   * Kafka or X.
   */
  Duration sinceAlive() {
    return Duration.ofNanos(System.nanoTime() - aliveAtNanos);
  }

  /** Returns the reason why Kafka rejects all posts, with its remedy; empty if it does not. */
  Optional<String> refusal() {
    return Optional.of(refusal).filter(text -> !text.isEmpty());
  }

  /** Returns the time of receipt of the oldest unacknowledged line; empty without any. */
  Optional<Instant> oldest() {
    return Optional.ofNullable(oldest);
  }

  @Override
  public void run() {
    try {
      while (!isOver()) {
        try (SpoolReader reader = spool.reader()) {
          updateOldest(reader);
          try (TweetPublisher publisher = publishers.get()) {
            if (awaitKafka(publisher, reader) && deliver(reader, publisher)) {
              return;
            }
          }
        } catch (DeliveryFailure e) {
          metrics.deliveryFailed(e.cause());
          failed(e.cause());
        } catch (KafkaException e) {
          failed(e);
        } catch (IOException | RuntimeException e) {
          LOG.error("Failed to deliver the spool, retrying", e);
        }
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Handles a rejection of all posts, or a failed delivery. */
  private void failed(Exception cause) {
    Optional<Refusal> kind = Refusal.of(cause);
    if (kind.isEmpty()) {
      // The cause of a client that could not be constructed is nested.
      String text =
          cause.getCause() == null
              ? cause.toString()
              : cause + ": " + cause.getCause().getMessage();
      if (!text.equals(lastFailure)) {
        LOG.warn("Failed to deliver posts to Kafka ({}), resending", text);
      }
      lastFailure = text;
      return;
    }
    String text = kind.get().explain(Topics.TWEETS.name(), cause.getMessage());
    metrics.refused(kind.get(), "kept");
    if (!text.equals(refusal)) {
      LOG.error("{}. Posts are kept in the spool", text);
    }
    refusal = text;
  }

  private void pause() throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < (isDraining() ? POLL : retry).toNanos()) {
      markAlive();
      Thread.sleep(POLL.toMillis());
    }
    Duration longer = retry.multipliedBy(2);
    retry = refusal.isEmpty() ? RETRY : longer.compareTo(MAX_RETRY) < 0 ? longer : MAX_RETRY;
  }

  private void markAlive() {
    aliveAtNanos = System.nanoTime();
  }

  /** Waits for Kafka; returns false if the thread has to end. */
  private boolean awaitKafka(TweetPublisher publisher, SpoolReader reader)
      throws IOException, InterruptedException {
    boolean warned = false;
    while (!publisher.isTopicAvailable()) {
      markAlive();
      updateOldest(reader);
      if (isOver()) {
        return false;
      }
      if (!warned) {
        LOG.warn("Kafka is not available or has no topics yet, keeping posts in the spool");
        warned = true;
      }
      draining.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (warned) {
      LOG.info("Connected to Kafka, delivering the spool");
    }
    if (spool.status().lagBytes() == 0) {
      refusal = "";
    }
    return true;
  }

  private void updateOldest(SpoolReader reader) throws IOException, InterruptedException {
    if (oldest == null) {
      SpooledLine first = reader.poll(Duration.ZERO);
      oldest = first == null ? null : first.line().receivedAt();
      reader.rewind(spool.acknowledged());
    }
  }

  /** Delivers lines; returns true when the thread has to end. */
  private boolean deliver(SpoolReader reader, TweetPublisher publisher)
      throws IOException, InterruptedException, DeliveryFailure {
    Acknowledgements acknowledgements = new Acknowledgements(spool.acknowledged(), this);
    long recordedAtNanos = System.nanoTime();
    while (!isOver()) {
      markAlive();
      SpooledLine next = null;
      if (publisher.awaitRoom(POLL)) {
        next = reader.poll(POLL);
        if (next != null) {
          send(next, publisher, acknowledgements);
        }
      }
      if (acknowledgements.failure() != null) {
        spool.acknowledge(acknowledgements.complete());
        throw new DeliveryFailure(acknowledgements.failure());
      }
      if (next == null || aliveAtNanos - recordedAtNanos > CURSOR_INTERVAL.toNanos()) {
        recordedAtNanos = aliveAtNanos;
        spool.acknowledge(acknowledgements.complete());
        oldest = acknowledgements.oldest().orElse(null);
        rejectedDeadLetters.retry(publisher);
      }
      if (next == null && isDraining() && acknowledgements.isAllAcknowledged()) {
        spool.acknowledge(acknowledgements.complete());
        return true;
      }
    }
    spool.acknowledge(acknowledgements.complete());
    return true;
  }

  private void send(SpooledLine next, TweetPublisher publisher, Acknowledgements acknowledgements) {
    ReceivedLine line = next.line();
    Delivery delivery = acknowledgements.expect(next);
    if (line.author().isPresent()) {
      publisher.sendPost(line, line.author().getAsLong(), delivery);
    } else {
      publisher.send(line, parser.parse(line.line()), delivery);
    }
  }

  @Override
  public void acknowledged(long bytes) {
    acknowledgedAtNanos = System.nanoTime();
    metrics.acknowledged(bytes);
    refusal = "";
    lastFailure = "";
  }

  @Override
  public void replaced(Refusal kind) {
    metrics.refused(kind, "replaced");
  }

  @Override
  public void refused(ReceivedLine line, Refusal kind, Exception cause) {
    rejectedDeadLetters.refused(line, kind, cause);
  }

  private boolean isDraining() {
    return draining.getCount() == 0;
  }

  private boolean isOver() {
    return isDraining() && System.nanoTime() - drainDeadlineNanos > 0;
  }
}
