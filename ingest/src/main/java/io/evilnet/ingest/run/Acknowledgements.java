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
 * Low watermark of contiguous acknowledgements. Partitions acknowledge in any order; the cursor
 * only advances over lines that are all acknowledged.
 *
 * <p>One thread sends and queries; delivery callbacks are called on others.
 */
final class Acknowledgements {

  /** Listener for completed lines. */
  interface Listener {

    /** Kafka has acknowledged a line of that many bytes. Called on the producer's thread. */
    void acknowledged(long bytes);

    /** Kafka rejected a line, which is replaced by a dead letter. */
    void replaced(Refusal refusal);

    /** Kafka rejected the dead letter of a line. */
    void refused(ReceivedLine line, Refusal refusal, Exception cause);
  }

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Listener listener;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private SpoolPosition complete;

  /** Creates the state before the first line. */
  Acknowledgements(SpoolPosition start, Listener listener) {
    this.complete = start;
    this.listener = listener;
  }

  /** Registers a line and returns its delivery callback. */
  Delivery expect(SpooledLine line) {
    Sent expected = new Sent(line);
    sent.add(expected);
    return expected;
  }

  /** Returns the position up to which all lines are acknowledged. */
  SpoolPosition complete() {
    while (!sent.isEmpty() && sent.peek().acknowledged) {
      complete = sent.remove().end;
    }
    return complete;
  }

  /**
   * Returns the time of receipt of the oldest unacknowledged line; empty if all are acknowledged.
   */
  Optional<Instant> oldest() {
    complete();
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent.peek().line.receivedAt());
  }

  boolean isAllAcknowledged() {
    complete();
    return sent.isEmpty();
  }

  /** Returns the first failure, which causes the others; null without one. */
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
