package io.evilnet.ingest.run;

import io.evilnet.ingest.line.ReceivedLine;
import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.publish.Refusal;
import io.evilnet.ingest.spool.SpoolPosition;
import io.evilnet.ingest.spool.SpooledLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Which of the lines sent are acknowledged without a gap. Partitions acknowledge in any order; the
 * cursor may only pass what is complete.
 *
 * <p>One thread sends and asks; deliveries come on others.
 */
final class Acknowledgements {

  /** Hears of each line that needs no more sending. */
  interface Listener {

    /** Kafka has a line of so many bytes. Called on the producer's thread. */
    void acknowledged(long bytes);

    /** Kafka refuses a line, and a dead letter goes in its place. */
    void replaced(Refusal refusal);

    /** Kafka refuses the dead letter of a line. */
    void refused(ReceivedLine line, Refusal refusal, Exception cause);
  }

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Listener listener;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private SpoolPosition complete;

  /** Nothing is sent yet. */
  Acknowledgements(SpoolPosition start, Listener listener) {
    this.complete = start;
    this.listener = listener;
  }

  /** Expects the delivery of a line. */
  Delivery expect(SpooledLine line) {
    Sent expected = new Sent(line);
    sent.add(expected);
    return expected;
  }

  /** Up to where everything is acknowledged. */
  SpoolPosition complete() {
    while (!sent.isEmpty() && sent.peek().acknowledged) {
      complete = sent.remove().end;
    }
    return complete;
  }

  /** When the first line was received that is not acknowledged; empty when all are. */
  Optional<Instant> oldest() {
    complete();
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent.peek().line.receivedAt());
  }

  boolean isAllAcknowledged() {
    complete();
    return sent.isEmpty();
  }

  /** The first failure, which the others follow from; null when there is none. */
  Exception failure() {
    return failure.get();
  }

  private final class Sent implements Delivery {

    private final ReceivedLine line;
    private final SpoolPosition end;
    private volatile boolean acknowledged;

    private Sent(SpooledLine spooled) {
      this.line = spooled.line();
      this.end = spooled.end();
    }

    @Override
    public void acknowledged() {
      acknowledged = true;
      listener.acknowledged(line.line().bytes().length);
    }

    @Override
    public void failed(Exception cause) {
      failure.compareAndSet(null, cause);
    }

    @Override
    public void replaced(Refusal refusal) {
      listener.replaced(refusal);
    }

    @Override
    public void refused(Refusal refusal, Exception cause) {
      listener.refused(line, refusal, cause);
      acknowledged = true;
    }
  }
}
