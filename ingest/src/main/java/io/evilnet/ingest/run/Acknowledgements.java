package io.evilnet.ingest.run;

import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.spool.SpoolPosition;
import io.evilnet.ingest.spool.SpooledLine;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Which of the lines sent are acknowledged without a gap. Partitions acknowledge in any order; the
 * cursor may only pass what is complete.
 *
 * <p>One thread sends and asks; deliveries come on others.
 */
final class Acknowledgements {

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final LongConsumer onAcknowledged;
  private SpoolPosition complete;
  private volatile Exception failure;

  /**
   * Nothing is sent yet.
   *
   * @param onAcknowledged told the length of each line that is, on the producer's thread
   */
  Acknowledgements(SpoolPosition start, LongConsumer onAcknowledged) {
    this.complete = start;
    this.onAcknowledged = onAcknowledged;
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
    return sent.isEmpty() ? Optional.empty() : Optional.of(sent.peek().receivedAt);
  }

  boolean isAllAcknowledged() {
    complete();
    return sent.isEmpty();
  }

  /** The newest failure; null when there is none. */
  Exception failure() {
    return failure;
  }

  private final class Sent implements Delivery {

    private final SpoolPosition end;
    private final Instant receivedAt;
    private final int bytes;
    private volatile boolean acknowledged;

    private Sent(SpooledLine line) {
      this.end = line.end();
      this.receivedAt = line.line().receivedAt();
      this.bytes = line.line().line().bytes().length;
    }

    @Override
    public void acknowledged() {
      acknowledged = true;
      onAcknowledged.accept(bytes);
    }

    @Override
    public void failed(Exception cause) {
      failure = cause;
    }
  }
}
