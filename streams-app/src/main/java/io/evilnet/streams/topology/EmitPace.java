package io.evilnet.streams.topology;

import java.time.Duration;

/**
 * The schedule of emissions of changed counts: every emit interval, and less often with consumer
 * lag, since emitting, merging and storing a count costs as much as counting many posts. Then the
 * interval is a fifth of the posts' age, one second at least and 32 at most; totals follow half an
 * interval later, after 4 seconds at most. That of the counts of open windows, which will change
 * again, is four times as long if posts are 20 seconds old or older.
 *
 * <p>A longer interval is a power of two seconds and aligned to the clock: the tasks of all
 * partitions emit at the same time, and their counts are merged once.
 */
final class EmitPace {

  /** The age of the newest counted post above which there is consumer lag. */
  private static final long LAG_MILLIS = Duration.ofSeconds(2).toMillis();

  private static final long MIN_INTERVAL_MILLIS = Duration.ofSeconds(1).toMillis();
  private static final long MAX_INTERVAL_SECONDS = 32;

  /**
   * Time to emit, replicate and merge the partial counts of all partitions on a busy machine. With
   * a longer one, more totals would remain at the end of a catch-up.
   */
  private static final long MAX_MERGE_MILLIS = Duration.ofSeconds(4).toMillis();

  /** Divisor of the age; the emit interval adds a fifth to the age of a count. */
  private static final int SHARE_OF_AGE = 5;

  /** The age from which counts of open windows are emitted less often than the others. */
  private static final long LONG_LAG_MILLIS = Duration.ofSeconds(20).toMillis();

  private static final int OPEN_INTERVALS = 4;

  private final boolean isOfOpen;
  private long emittedAt;

  private EmitPace(boolean isOfOpen) {
    this.isOfOpen = isOfOpen;
  }

  /** Returns the pace of counts of closed windows, which rarely change again. */
  static EmitPace ofClosedWindows() {
    return new EmitPace(false);
  }

  /** Returns the pace of counts of open windows, which will change again. */
  static EmitPace ofOpenWindows() {
    return new EmitPace(true);
  }

  /**
   * Returns true if a partition's counts are to be emitted now, and then records the emission.
   *
   * @param now in ms
   * @param age of the newest post when it was counted, in ms; 0 without consumer lag
   */
  boolean isDue(long now, long age) {
    long interval = interval(age);
    if (isOfOpen && age >= LONG_LAG_MILLIS) {
      interval *= OPEN_INTERVALS;
    }
    if (interval > 0 && now / interval == emittedAt / interval) {
      return false;
    }
    emittedAt = now;
    return true;
  }

  /**
   * Returns true if totals are to be emitted now, and then records the emission: half an interval
   * after the counts of all partitions, or 4 seconds if that is less.
   *
   * @param now in ms
   * @param age the largest age in the partial counts of all partitions, in ms
   */
  boolean isMergeDue(long now, long age) {
    return isDue(now - Math.min(interval(age) / 2, MAX_MERGE_MILLIS), age);
  }

  /**
   * Returns true if there is consumer lag.
   *
   * @param age of the newest post when it was counted, in ms
   */
  static boolean hasLag(long age) {
    return interval(age) > 0;
  }

  /** Returns the emit interval in ms; 0 without consumer lag. */
  private static long interval(long age) {
    if (age <= LAG_MILLIS) {
      return 0;
    }
    long seconds = age / SHARE_OF_AGE / MIN_INTERVAL_MILLIS;
    return MIN_INTERVAL_MILLIS
        * Math.max(1, Math.min(MAX_INTERVAL_SECONDS, Long.highestOneBit(seconds)));
  }
}
