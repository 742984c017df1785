package io.evilnet.ingest.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of the operating system or of Ctrl-C that a command ends. The process lives on until the
 * command has closed this, for a few seconds at most.
 */
final class Termination implements AutoCloseable {

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final CompletableFuture<Void> requested = new CompletableFuture<>();

  private Termination() {}

  /** Listens from now on. */
  static Termination listen() {
    Termination termination = new Termination();
    Runtime.getRuntime().addShutdownHook(new Thread(termination::request, "termination"));
    return termination;
  }

  /** Has something done at the request; at once when it was made already. */
  void onRequest(Runnable action) {
    CompletableFuture<Void> unused = requested.thenRun(action);
  }

  /** Waits for the request. */
  void await() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    onRequest(latch::countDown);
    latch.await();
  }

  boolean isRequested() {
    return requested.isDone();
  }

  /** Says that the command has ended: the process may go. */
  @Override
  public void close() {
    finished.countDown();
  }

  private void request() {
    if (finished.getCount() == 0) {
      return;
    }
    requested.complete(null);
    try {
      finished.await(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
