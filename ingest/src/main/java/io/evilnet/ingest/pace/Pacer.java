package io.evilnet.ingest.pace;

import java.time.Duration;

/**
 * Says how many things are due at a steady rate. A stall is made up for, up to a bound.
 *
 * <p>Time is handed in, as {@link System#nanoTime()} gives it. Not safe for use by several threads.
 */
public final class Pacer {

  private static final double NANOS_PER_SECOND = 1e9;

  private final double nanosEach;
  private final long longestBacklogNanos;
  private double nextDue;

  /**
   * A pacer whose first thing is due at once.
   *
   * @param perSecond the rate, above 0
   * @param longestBacklog how much of a stall is made up for
   * @param nowNanos the time
   */
  public Pacer(double perSecond, Duration longestBacklog, long nowNanos) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("rate must be above 0 per second, but is " + perSecond);
    }
    this.nanosEach = NANOS_PER_SECOND / perSecond;
    this.longestBacklogNanos = longestBacklog.toNanos();
    this.nextDue = nowNanos;
  }

  /** How many are due now and were not handed out before: they count as done. */
  public long takeDue(long nowNanos) {
    if (nowNanos - nextDue > longestBacklogNanos) {
      nextDue = (double) nowNanos - longestBacklogNanos;
    }
    if (nowNanos < nextDue) {
      return 0;
    }
    long due = (long) ((nowNanos - nextDue) / nanosEach) + 1;
    nextDue += due * nanosEach;
    return due;
  }

  /** How long until the next one is due; zero when it is. */
  public Duration untilNext(long nowNanos) {
    return Duration.ofNanos(Math.max(0, (long) (nextDue - nowNanos)));
  }
}
