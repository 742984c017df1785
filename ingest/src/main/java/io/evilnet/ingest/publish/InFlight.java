package io.evilnet.ingest.publish;

import java.time.Duration;

/** What is on its way to Kafka, in records and bytes. Safe for use by many threads. */
final class InFlight {

  private final long mostBytes;
  private long records;
  private long bytes;

  InFlight(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  synchronized void add(long size) {
    records++;
    bytes += size;
  }

  synchronized void remove(long size) {
    records--;
    bytes -= size;
    notifyAll();
  }

  /** Whether there is room for more, within {@code bound}. */
  synchronized boolean awaitRoom(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    long left = bound.toMillis();
    while (bytes >= mostBytes && left > 0) {
      wait(left);
      left = millisUntil(deadline);
    }
    return bytes < mostBytes;
  }

  /** Whether nothing is on its way any more, within {@code bound}. */
  synchronized boolean awaitNone(Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    long left = bound.toMillis();
    while (records > 0 && left > 0) {
      wait(left);
      left = millisUntil(deadline);
    }
    return records == 0;
  }

  private static long millisUntil(long deadlineNanos) {
    return (deadlineNanos - System.nanoTime()) / 1_000_000;
  }
}
