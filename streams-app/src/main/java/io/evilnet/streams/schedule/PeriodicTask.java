package io.evilnet.streams.schedule;

import io.evilnet.platform.lifecycle.DaemonThreads;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A task that runs again and again in a daemon thread of its own. An executor alone would drop it,
 * without a word, the first time that it throws; here it is logged and runs again.
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
   * A task that has not started.
   *
   * @param name of the thread
   * @param interval from the end of one run to the start of the next
   */
  public PeriodicTask(String name, Duration interval, Runnable task) {
    this.name = name;
    this.interval = interval;
    this.task = task;
    this.executor = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name));
  }

  /** Runs the task now, and repeats it. */
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
        LOG.error("{} failed, and runs again in {}", name, interval, e);
      }
    }
  }

  /** Interrupts a run and waits for its end a few seconds; returns whether it has ended. */
  public boolean closeNow() {
    executor.shutdownNow();
    return awaitEnd();
  }

  /** Lets a run end, and waits for it a few seconds. */
  @Override
  public void close() {
    executor.shutdown();
    if (!awaitEnd()) {
      LOG.warn("{} still runs at the end", name);
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
