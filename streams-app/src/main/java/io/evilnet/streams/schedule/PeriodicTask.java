package io.evilnet.streams.schedule;

import io.evilnet.platform.lifecycle.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that runs periodically in its own daemon thread. An exception is logged and the task runs
 * again, whereas an executor would silently cancel it.
 */
public final class PeriodicTask implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PeriodicTask.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(6);

  private final String name;
  private final Duration interval;
  private final Runnable task;
  private final ScheduledExecutorService executor;
  private String lastFailure = "";

  /**
   * Creates a task that is not started.
   *
   * @param name name of the thread
   * @param interval delay from the end of a run to the start of the next
   */
  public PeriodicTask(String name, Duration interval, Runnable task) {
    this.name = name;
    this.interval = interval;
    this.task = task;
    this.executor = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name));
  }

  /** Runs the task now, and periodically. */
  public void start() {
    var unused =
        executor.scheduleWithFixedDelay(
            this::runGuarded, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void runGuarded() {
    try {
      task.run();
      lastFailure = "";
    } catch (RuntimeException | Error e) {
      if (!e.toString().equals(lastFailure)) {
        lastFailure = e.toString();
        LOG.error("{} failed, retrying in {}", name, interval, e);
      }
    }
  }

  /** Interrupts the current run and waits a few seconds; returns true if it has ended. */
  public boolean closeNow() {
    executor.shutdownNow();
    return awaitEnd();
  }

  /** Waits a few seconds for the end of the current run. */
  @Override
  public void close() {
    executor.shutdown();
    if (!awaitEnd()) {
      LOG.warn("{} did not stop within {}", name, CLOSE_TIMEOUT);
    }
  }

  private boolean awaitEnd() {
    try {
      return executor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
