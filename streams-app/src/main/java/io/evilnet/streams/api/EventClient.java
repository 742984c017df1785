package io.evilnet.streams.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Somebody who listens to the events. Nobody waits for it: what it has not taken yet is kept up to
 * a bound, and beyond that it is let go.
 */
final class EventClient implements WriteListener {

  /** Some seconds of the busiest stream. */
  static final int MOST_BYTES = 4 * 1024 * 1024;

  private final ServletOutputStream out;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private int queuedBytes;
  private boolean unflushed;
  private boolean ready;

  EventClient(ServletOutputStream out) {
    this.out = out;
  }

  /** Completes when it is gone. */
  CompletableFuture<Void> end() {
    return end;
  }

  /** Sends an event as soon as it can be taken; false when the client is gone or too slow. */
  boolean send(byte[] event) {
    synchronized (this) {
      if (end.isDone()) {
        return false;
      }
      if (queuedBytes + event.length <= MOST_BYTES) {
        queue.add(event);
        queuedBytes += event.length;
        try {
          drain();
          return true;
        } catch (IOException | RuntimeException e) {
          // Gone: the container throws the latter when it has completed the request meanwhile.
        }
      }
    }
    close();
    return false;
  }

  @Override
  public void onWritePossible() throws IOException {
    synchronized (this) {
      ready = true;
      drain();
    }
  }

  @Override
  public void onError(Throwable failure) {
    close();
  }

  void close() {
    end.complete(null);
  }

  /** Writes while it can be done at once; the container calls again when it can be. */
  private void drain() throws IOException {
    while (ready && !end.isDone() && (ready = out.isReady())) {
      byte[] next = queue.poll();
      if (next != null) {
        queuedBytes -= next.length;
        unflushed = true;
        out.write(next);
      } else if (unflushed) {
        unflushed = false;
        out.flush();
      } else {
        return;
      }
    }
  }
}
