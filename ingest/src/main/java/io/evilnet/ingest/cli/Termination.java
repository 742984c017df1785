package io.evilnet.ingest.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The wish of the operating system or of Ctrl-C that a command ends. The process lives on until the
 * command has closed this, for a few seconds at most.
 */
final class Termination implements AutoCloseable {

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  private Termination() {}

  /**
   * Listens from now on.
   *
   * @param onRequest what is done at the request, besides ending {@link #await()}
   */
  static Termination listen(Runnable onRequest) {
    Termination termination = new Termination();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> termination.request(onRequest), "termination"));
    return termination;
  }

  /** Waits for the request. */
  void await() throws InterruptedException {
    requested.await();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  /** Says that the command has ended: the process may go. */
  @Override
  public void close() {
    finished.countDown();
  }

  private void request(Runnable onRequest) {
    if (finished.getCount() == 0) {
      return;
    }
    onRequest.run();
    requested.countDown();
    try {
      finished.await(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
