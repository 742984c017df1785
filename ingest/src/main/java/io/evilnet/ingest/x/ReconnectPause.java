package io.evilnet.ingest.x;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the reader waits before its next attempt. */
@FunctionalInterface
public interface ReconnectPause {

  /** Waits as long as it should. */
  ReconnectPause REAL = (delay, stopped) -> stopped.await(delay.toMillis(), TimeUnit.MILLISECONDS);

  /**
   * Waits for {@code delay}.
   *
   * @param stopped counted down when the reader is to end
   * @return whether it is to end
   */
  boolean isStoppedAfter(Duration delay, CountDownLatch stopped) throws InterruptedException;
}
