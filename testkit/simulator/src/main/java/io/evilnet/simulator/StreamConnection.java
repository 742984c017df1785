package io.evilnet.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** An open stream with its unsent lines. */
final class StreamConnection {

  /**
   * Lines that are sent together.
   *
   * @param bytes size accounted for in the backlog
   */
  record Batch(List<SimulatedLine> lines, long bytes) {}

  private static final Batch END = new Batch(List.of(), 0);

  private final String id;
  private final Instant connectedAt;
  private final ClientSocket socket;
  private final long maxBacklogBytes;
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final AtomicLong backlogBytes = new AtomicLong();
  private volatile boolean closed;

  /**
   * @param socket socket of the client; null for a stale connection
   * @param maxBacklogBytes maximum backlog
   */
  StreamConnection(String id, Instant connectedAt, ClientSocket socket, long maxBacklogBytes) {
    this.id = id;
    this.connectedAt = connectedAt;
    this.socket = socket;
    this.maxBacklogBytes = maxBacklogBytes;
  }

  String id() {
    return id;
  }

  Instant connectedAt() {
    return connectedAt;
  }

  ClientSocket socket() {
    return socket;
  }

  boolean isClosed() {
    return closed;
  }

  /** Adds the lines of a backfill before all others, regardless of the maximum backlog. */
  void offerBackfill(List<SimulatedLine> lines) {
    batches.add(new Batch(lines, 0));
  }

  /** Adds lines; returns false if the backlog exceeds its maximum. */
  boolean offer(List<SimulatedLine> lines, long bytes) {
    if (backlogBytes.addAndGet(bytes) > maxBacklogBytes) {
      return false;
    }
    return batches.add(new Batch(lines, bytes));
  }

  /** Returns the next lines; null if there are none within {@code timeout}. */
  Batch poll(Duration timeout) throws InterruptedException {
    return batches.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Removes lines from the backlog after they have been sent or skipped. */
  void done(Batch batch) {
    backlogBytes.addAndGet(-batch.bytes());
  }

  /** Returns the backlog in bytes. */
  long backlogBytes() {
    return backlogBytes.get();
  }

  /** Closes it; unsent lines are discarded. */
  void close() {
    closed = true;
    batches.clear();
    batches.add(END);
  }

  /** Closes it and the socket of a client that does not read. */
  void drop() {
    close();
    if (socket != null) {
      socket.close();
    }
  }
}
