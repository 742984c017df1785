package io.evilnet.platform.lifecycle;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Shutdown signal from the operating system or from Ctrl-C. The JVM waits until the command has
 * closed this object, at most five seconds.
 */
public final class Termination implements AutoCloseable {

  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

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

  /** Runs an action on the signal; immediately if it has already been received. */
  public void onRequest(Runnable action) {
    CompletableFuture<Void> unused = requested.thenRun(action);
  }

  /** Waits for the signal. */
  public void await() throws InterruptedException {
    received.await();
  }

  /** Waits for the signal up to a timeout; returns true if it has been received. */
  public boolean await(Duration time) throws InterruptedException {
    return received.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns true after a shutdown signal. */
  public boolean isRequested() {
    return received.getCount() == 0;
  }

  /** Allows the JVM to exit. */
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
      finished.await(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
