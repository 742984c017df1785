package io.evilnet.ingest.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** One open stream: what was made for it and is not sent yet. */
final class StreamConnection {

  /** A client that is so far behind is dropped, as X does. */
  private static final long MOST_WAITING_BYTES = 64L * 1024 * 1024;

  private static final byte[] END = {};

  private final String id;
  private final Instant connectedAt;
  private final BlockingQueue<byte[]> chunks = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();
  private volatile boolean closed;

  StreamConnection(String id, Instant connectedAt) {
    this.id = id;
    this.connectedAt = connectedAt;
  }

  String id() {
    return id;
  }

  Instant connectedAt() {
    return connectedAt;
  }

  boolean isClosed() {
    return closed;
  }

  /** Gives it lines to send; false when the client is too far behind. The array is not copied. */
  boolean offer(byte[] lines) {
    if (waitingBytes.addAndGet(lines.length) > MOST_WAITING_BYTES) {
      return false;
    }
    return chunks.add(lines);
  }

  /** The next lines to send; null when there are none within {@code bound} or it is closed. */
  byte[] poll(Duration bound) throws InterruptedException {
    byte[] lines = chunks.poll(bound.toMillis(), TimeUnit.MILLISECONDS);
    if (lines == null || lines.length == 0) {
      return null;
    }
    waitingBytes.addAndGet(-lines.length);
    return lines;
  }

  /** Ends it: nothing more is sent. */
  void close() {
    closed = true;
    chunks.clear();
    chunks.add(END);
  }
}
