package io.evilnet.ingest.x;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Wait before the next connection attempt. */
@FunctionalInterface
public interface ReconnectPause {

  /** Waits for the complete delay. */
  ReconnectPause REAL = (delay, stopped) -> stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);

  /**
   * Waits for {@code delay}.
   *
   * @param stopped counted down to stop the reader
   * @return whether the reader was stopped
   */
  boolean isStoppedAfter(Duration delay, CountDownLatch stopped) throws InterruptedException;
}
