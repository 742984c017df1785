package io.evilnet.ingest.publish;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Unacknowledged records and bytes. Thread-safe; a lock is taken only to wait and to end a wait.
 */
final class InFlight {

  private static final long ONE_RECORD = 1L << 40;
  private static final long BYTES = ONE_RECORD - 1;

  private final long maxBytes;

  /**
   * The number of records in the upper bits, their bytes in the lower bits: both change atomically.
   */
  private final AtomicLong unacknowledged = new AtomicLong();

  /** Incremented before a waiter reads the numbers, read after they have changed. */
  private final AtomicInteger waiters = new AtomicInteger();

  InFlight(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  void add(long size) {
    unacknowledged.addAndGet(ONE_RECORD + size);
  }

  void remove(long size) {
    unacknowledged.addAndGet(-ONE_RECORD - size);
    if (waiters.get() > 0) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /** Returns whether there is room for more within {@code timeout}. */
  boolean awaitRoom(Duration timeout) throws InterruptedException {
    return await(() -> (unacknowledged.get() & BYTES) < maxBytes, timeout);
  }

  /** Returns whether all records are acknowledged or have failed within {@code timeout}. */
  boolean awaitNone(Duration timeout) throws InterruptedException {
    return await(() -> unacknowledged.get() == 0, timeout);
  }

  private boolean await(BooleanSupplier condition, Duration timeout) throws InterruptedException {
    return condition.getAsBoolean() || awaitChange(condition, timeout);
  }

  private synchronized boolean awaitChange(BooleanSupplier condition, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    long remaining = timeout.toMillis();
    waiters.incrementAndGet();
    try {
      while (!condition.getAsBoolean() && remaining > 0) {
        wait(remaining);
        remaining = (deadline - System.nanoTime()) / 1_000_000;
      }
      return condition.getAsBoolean();
    } finally {
      waiters.decrementAndGet();
    }
  }
}
