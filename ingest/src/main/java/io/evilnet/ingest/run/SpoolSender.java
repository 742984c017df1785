package io.evilnet.ingest.run;

import io.evilnet.ingest.line.LineParser;
import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.publish.Delivery;
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
 * producer: what was sent twice counts once.
 */
final class SpoolSender implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolSender.class);

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int LINES_BETWEEN_CURSORS = 4_096;

  private final Spool spool;
  private final Supplier<TweetPublisher> publishers;
  private final IngestMetrics metrics;
  private final LineParser parser = new LineParser();
  private final CountDownLatch draining = new CountDownLatch(1);
  private volatile long drainDeadlineNanos;
  private volatile long acknowledgedAtNanos = System.nanoTime();

  /** When the oldest line was received that Kafka does not have; null when it has all. */
  private volatile Instant oldest;

  SpoolSender(Spool spool, Supplier<TweetPublisher> publishers, IngestMetrics metrics) {
    this.spool = spool;
    this.publishers = publishers;
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
          LOG.warn("Kafka did not take the posts ({}): sending again", e.getMessage());
        } catch (IOException | KafkaException e) {
          LOG.error("The spool cannot be carried on: trying again", e);
        }
        draining.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether Kafka has answered; false when it is time to end. */
  private boolean awaitKafka(TweetPublisher publisher, SpoolReader reader)
      throws IOException, InterruptedException {
    boolean said = false;
    while (!publisher.isTopicThere()) {
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
    Acknowledgements acknowledgements =
        new Acknowledgements(spool.acknowledged(), this::acknowledged);
    long lines = 0;
    while (!isOver()) {
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

  private void acknowledged(long bytes) {
    acknowledgedAtNanos = System.nanoTime();
    metrics.acknowledged(bytes);
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
