package io.evilnet.ingest.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One open stream: what was made for it and is not sent yet. */
final class StreamConnection {

  /**
   * Lines that are sent together.
   *
   * @param bytes what they count for among those that wait
   */
  record Batch(List<SimulatedLine> lines, long bytes) {}

  private static final Batch END = new Batch(List.of(), 0);

  private final String id;
  private final Instant connectedAt;
  private final ClientSocket socket;
  private final long mostWaitingBytes;
  private final BlockingQueue<Batch> batches = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private volatile boolean closed;

  /**
   * A connection.
   *
   * @param socket how the client is reached; null for one that nobody reads
   * @param mostWaitingBytes how far a client may be behind
   */
  StreamConnection(String id, Instant connectedAt, ClientSocket socket, long mostWaitingBytes) {
    this.id = id;
    this.connectedAt = connectedAt;
    this.socket = socket;
    this.mostWaitingBytes = mostWaitingBytes;
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

  /** Gives it lines of the past, however many, before all others. */
  void offerPast(List<SimulatedLine> lines) {
    batches.add(new Batch(lines, 0));
  }

  /** Gives it lines to send; false when the client is too far behind. */
  boolean offer(List<SimulatedLine> lines, long bytes) {
    if (waitingBytes.addAndGet(bytes) > mostWaitingBytes) {
      return false;
    }
    return batches.add(new Batch(lines, bytes));
  }

  /** The next lines to send; null when there are none within {@code bound}. */
  Batch poll(Duration bound) throws InterruptedException {
    return batches.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says that lines were sent, or need not be. */
  void done(Batch batch) {
    waitingBytes.addAndGet(-batch.bytes());
  }

  /** How many bytes wait for the client. */
  long waitingBytes() {
    return waitingBytes.get();
  }

  /** Ends it: nothing more is sent. */
  void close() {
    closed = true;
    batches.clear();
    batches.add(END);
  }

  /** Ends it although its client does not read. */
  void drop() {
    close();
    if (socket != null) {
      socket.close();
    }
  }
}
