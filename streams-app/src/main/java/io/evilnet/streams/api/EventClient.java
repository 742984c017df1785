package io.evilnet.streams.api;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * A client of the event stream. Sending never blocks: pending events are queued up to a limit,
 * beyond which the client is disconnected.
 */
final class EventClient implements WriteListener {

  /** Maximum size of the queue: some seconds of the busiest stream. */
  static final int MAX_QUEUED_BYTES = 4 * 1024 * 1024;

  private final ServletOutputStream out;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private final Queue<byte[]> queue = new ArrayDeque<>();
  private int queuedBytes;
  private boolean unflushed;
  private boolean ready;

  EventClient(ServletOutputStream out) {
    this.out = out;
  }

  /** Returns a future that completes when the client is disconnected. */
  CompletableFuture<Void> end() {
    return end;
  }

  /** Queues an event; returns false if the client is disconnected or too slow. */
  boolean send(byte[] event) {
    synchronized (this) {
      if (end.isDone()) {
        return false;
      }
      if (queuedBytes + event.length <= MAX_QUEUED_BYTES) {
        queue.add(event);
        queuedBytes += event.length;
        try {
          drain();
          return true;
        } catch (IOException | RuntimeException e) {
          // Disconnected; the container throws a RuntimeException if it has completed the request.
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

  /** Writes while the stream is ready; the container calls again when it is ready. */
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
