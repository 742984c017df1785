package io.evilnet.ingest.run;

import io.evilnet.ingest.publish.Delivery;
import io.evilnet.ingest.spool.SpoolPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * Which of the lines sent are acknowledged without a gap. Partitions acknowledge in any order; the
 * cursor may only pass what is complete.
 *
 * <p>One thread sends and asks; deliveries come on others.
 */
final class Acknowledgements {

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Runnable onAcknowledged;
  private SpoolPosition complete;
  private volatile Exception failure;

  Acknowledgements(SpoolPosition start, Runnable onAcknowledged) {
    this.complete = start;
    this.onAcknowledged = onAcknowledged;
  }

  /** Expects the delivery of the line that ends at {@code end}. */
  Delivery expect(SpoolPosition end) {
    Sent line = new Sent(end, onAcknowledged, e -> failure = e);
    sent.add(line);
    return line;
  }

  /** Up to where everything is acknowledged. */
  SpoolPosition complete() {
    while (!sent.isEmpty() && sent.peek().acknowledged) {
      complete = sent.remove().end;
    }
    return complete;
  }

  boolean isAllAcknowledged() {
    complete();
    return sent.isEmpty();
  }

  /** The newest failure; null when there is none. */
  Exception failure() {
    return failure;
  }

  private static final class Sent implements Delivery {

    private final SpoolPosition end;
    private final Runnable onAcknowledged;
    private final Consumer<Exception> onFailure;
    private volatile boolean acknowledged;

    private Sent(SpoolPosition end, Runnable onAcknowledged, Consumer<Exception> onFailure) {
      this.end = end;
      this.onAcknowledged = onAcknowledged;
      this.onFailure = onFailure;
    }

    @Override
    public void acknowledged() {
      acknowledged = true;
      onAcknowledged.run();
    }

    @Override
    public void failed(Exception cause) {
      onFailure.accept(cause);
    }
  }
}
