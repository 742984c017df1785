package io.evilnet.platform.pace;

import java.time.Duration;

/**
 * Rate limiter that returns the number of due items. After a stall it catches up, within a bound.
 *
 * <p>The caller passes the time of {@link System#nanoTime()}. Not thread-safe.
 */
public final class Pacer {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double nanosEach;
  private final long maxBacklogNanos;
  private double nextDue;

  /**
   * Creates a pacer whose first item is due immediately.
   *
   * @param perSecond rate, above 0
   * @param maxBacklog maximum stall to catch up
   * @param nowNanos current time
   */
  public Pacer(double perSecond, Duration maxBacklog, long nowNanos) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("rate must be above 0 per second, but is " + perSecond);
    }
    this.nanosEach = NANOS_PER_SECOND / perSecond;
    this.maxBacklogNanos = maxBacklog.toNanos();
    this.nextDue = nowNanos;
  }

  /** Takes all due items and returns their number. */
  public long takeDue(long nowNanos) {
    if (nowNanos - nextDue > maxBacklogNanos) {
      nextDue = (double) nowNanos - maxBacklogNanos;
    }
    if (nowNanos < nextDue) {
      return 0;
    }
    long due = (long) ((nowNanos - nextDue) / nanosEach) + 1;
    nextDue += due * nanosEach;
    return due;
  }

  /** Returns the time until the next item is due; zero if one is. */
  public Duration untilNext(long nowNanos) {
    return Duration.ofNanos(Math.max(0, (long) (nextDue - nowNanos)));
  }
}
