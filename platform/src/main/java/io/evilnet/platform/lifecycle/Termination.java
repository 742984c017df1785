package io.evilnet.platform.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shutdown signal from the operating system or from Ctrl-C. The JVM waits until the command has
 * closed this, for five seconds at most.
 */
public final class Termination implements AutoCloseable {

  private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(5);

  private final CountDownLatch received = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final CompletableFuture<Void> requested = new CompletableFuture<>();

  private Termination() {}

  /** Registers the shutdown hook. */
  public static Termination listen() {
    Termination termination = new Termination();
    Runtime.getRuntime().addShutdownHook(new Thread(termination::request, "termination"));
    return termination;
  }

  /** Runs an action at the signal; immediately if it has been received already. */
  public void onRequest(Runnable action) {
    CompletableFuture<Void> unused = requested.thenRun(action);
  }

  /** Waits for the signal. */
  public void await() throws InterruptedException {
    received.await();
  }

  /** Waits for the signal for a time; returns true after it. */
  public boolean await(Duration time) throws InterruptedException {
    return received.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns true after a shutdown signal. */
  public boolean isRequested() {
    return received.getCount() == 0;
  }

  /** Lets the JVM exit. */
  @Override
  public void close() {
    finished.countDown();
  }

  private void request() {
    if (finished.getCount() == 0) {
      return;
    }
    received.countDown();
    requested.complete(null);
    try {
      finished.await(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
