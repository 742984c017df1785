package io.evilnet.ingest.run;

import io.evilnet.infra.topics.Topics;
import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.publish.Refusal;
import io.evilnet.ingest.publish.TweetPublisher;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolReader;
import io.evilnet.ingest.spool.SpooledLine;
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
 * Carries lines from the spool to Kafka, in order, for as long as the process lives.
 *
 * <p>After a failure it begins again at the last line up to which all are acknowledged, with a new
 * producer: what was sent twice counts once. What Kafka refuses for good delays nothing behind it:
 * see {@link RefusedLetters}. Only when Kafka refuses all posts does it wait, longer each time.
 */
final class SpoolSender implements Runnable, Acknowledgements.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolSender.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
  private static final int LINES_BETWEEN_CURSORS = 4_096;

  private final Spool spool;
  private final Supplier<TweetPublisher> publishers;
  private final RefusedLetters refusedLetters;
  private final IngestMetrics metrics;
  private final LineParser parser = new LineParser();
  private final CountDownLatch draining = new CountDownLatch(1);
  private volatile long drainDeadlineNanos;
  private volatile long acknowledgedAtNanos = System.nanoTime();
  private volatile long aliveAtNanos = System.nanoTime();
  private volatile String refusal = "";
  private Duration retry = RETRY;

  /** When the oldest line was received that Kafka does not have; null when it has all. */
  private volatile Instant oldest;

  SpoolSender(
      Spool spool,
      Supplier<TweetPublisher> publishers,
      RefusedLetters refusedLetters,
      IngestMetrics metrics) {
    this.spool = spool;
    this.publishers = publishers;
    this.refusedLetters = refusedLetters;
    this.metrics = metrics;
  }

  /** Asks it to end when the spool is empty, at the latest after {@code bound}. */
  void drain(Duration bound) {
    drainDeadlineNanos = System.nanoTime() + bound.toNanos();
    draining.countDown();
  }

  /** How long Kafka has acknowledged nothing. */
  Duration sinceAcknowledged() {
    return Duration.ofNanos(System.nanoTime() - acknowledgedAtNanos);
  }

  /** Time since its thread last showed that it works; short also while Kafka or X is away. */
  Duration sinceAlive() {
    return Duration.ofNanos(System.nanoTime() - aliveAtNanos);
  }

  /** The words with which Kafka refuses all posts, and the remedy; empty while it does not. */
  Optional<String> refusal() {
    return Optional.of(refusal).filter(text -> !text.isEmpty());
  }

  /** When the oldest line was received that Kafka does not have; empty when it has all. */
  Optional<Instant> oldest() {
    return Optional.ofNullable(oldest);
  }

  @Override
  public void run() {
    try {
      while (!isOver()) {
        try (TweetPublisher publisher = publishers.get();
            SpoolReader reader = spool.reader()) {
          if (awaitKafka(publisher, reader) && carry(reader, publisher)) {
            return;
          }
        } catch (DeliveryFailure e) {
          metrics.deliveryFailed(e.cause());
          failed(e.cause());
        } catch (KafkaException e) {
          failed(e);
        } catch (IOException | RuntimeException e) {
          LOG.error("The spool cannot be carried on: trying again", e);
        }
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kafka refuses all posts, or did not take some of them. */
  private void failed(Exception cause) {
    Optional<Refusal> kind = Refusal.of(cause);
    if (kind.isEmpty()) {
      LOG.warn("Kafka did not take the posts ({}): sending again", cause.toString());
      return;
    }
    String text = kind.get().explain(Topics.TWEETS.name(), cause.getMessage());
    metrics.refused(kind.get(), "kept");
    if (!text.equals(refusal)) {
      LOG.error("{}. Posts wait in the spool", text);
    }
    refusal = text;
  }

  private void pause() throws InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < (isDraining() ? POLL : retry).toNanos()) {
      beat();
      Thread.sleep(POLL.toMillis());
    }
    Duration longer = retry.multipliedBy(2);
    retry =
        refusal.isEmpty() ? RETRY : longer.compareTo(LONGEST_RETRY) < 0 ? longer : LONGEST_RETRY;
  }

  private void beat() {
    aliveAtNanos = System.nanoTime();
  }

  /** Whether Kafka has answered; false when it is time to end. */
  private boolean awaitKafka(TweetPublisher publisher, SpoolReader reader)
      throws IOException, InterruptedException {
    boolean said = false;
    while (!publisher.isTopicThere()) {
      beat();
      lookForOldest(reader);
      if (isOver()) {
        return false;
      }
      if (!said) {
        LOG.warn("Kafka does not answer or has no topics yet: posts wait in the spool");
        said = true;
      }
      draining.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (said) {
      LOG.info("Kafka answers: sending");
    }
    if (spool.status().lagBytes() == 0) {
      refusal = "";
    }
    return true;
  }

  private void lookForOldest(SpoolReader reader) throws IOException, InterruptedException {
    if (oldest == null) {
      SpooledLine first = reader.poll(Duration.ZERO);
      oldest = first == null ? null : first.line().receivedAt();
      reader.rewind(spool.acknowledged());
    }
  }

  /** Sends what comes; true when all is sent and no more is wanted. */
  private boolean carry(SpoolReader reader, TweetPublisher publisher)
      throws IOException, InterruptedException, DeliveryFailure {
    Acknowledgements acknowledgements = new Acknowledgements(spool.acknowledged(), this);
    long lines = 0;
    while (!isOver()) {
      beat();
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
      if (next == null || ++lines % LINES_BETWEEN_CURSORS == 0) {
        refusedLetters.retry(publisher);
        spool.acknowledge(acknowledgements.complete());
        oldest = acknowledgements.oldest().orElse(null);
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
  }

  @Override
  public void replaced(Refusal kind) {
    metrics.refused(kind, "replaced");
  }

  @Override
  public void refused(ReceivedLine line, Refusal kind, Exception cause) {
    refusedLetters.refused(line, kind, cause);
  }

  private boolean isDraining() {
    return draining.getCount() == 0;
  }

  private boolean isOver() {
    return isDraining() && System.nanoTime() - drainDeadlineNanos > 0;
  }

  /** Says that Kafka did not acknowledge a record. */
  private static final class DeliveryFailure extends Exception {

    private static final long serialVersionUID = 1L;

    DeliveryFailure(Exception cause) {
      super(cause.toString(), cause);
    }

    Exception cause() {
      return (Exception) getCause();
    }
  }
}
