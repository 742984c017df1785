package io.evilnet.streams.topology;

import java.time.Duration;

/**
 * Decides when changed counts are emitted: at every emit interval, and less often with consumer
 * lag, since emitting, merging and storing a count costs as much as counting many posts. Then the
 * interval is a fifth of the posts' age, one second at least and 32 at most; totals follow half an
 * interval later, after 4 seconds at most. That of the counts of open windows, which will change
 * again, is four times as long if posts are 20 seconds old or older.
 *
 * <p>A longer interval ends at a multiple of itself by the clock, and is a power of two: the tasks
 * of all partitions emit together, and their counts are merged once.
 */
final class EmitPace {

  /** Posts that are this much older than now wait: there are more than can be counted. */
  private static final long BEHIND_MILLIS = Duration.ofSeconds(2).toMillis();

  private static final long SHORTEST_MILLIS = Duration.ofSeconds(1).toMillis();
  private static final long LONGEST_SECONDS = 32;

  /**
   * Time to emit, replicate and merge the partial counts of all partitions on a busy machine. With
   * a longer one, more totals would remain at the end of a catch-up.
   */
  private static final long MERGED_WITHIN_MILLIS = Duration.ofSeconds(4).toMillis();

  /** A count that is a minute old may as well be a minute and some seconds old. */
  private static final int SHARE_OF_AGE = 5;

  /** From here on the counts of open windows are emitted less often than the others. */
  private static final long LONG_BEHIND_MILLIS = Duration.ofSeconds(20).toMillis();

  private static final int OPEN_INTERVALS = 4;

  private final boolean isOfOpen;
  private long emittedAt;

  private EmitPace(boolean isOfOpen) {
    this.isOfOpen = isOfOpen;
  }

  /** Returns the pace of counts that will hardly change again. */
  static EmitPace ofClosedWindows() {
    return new EmitPace(false);
  }

  /** Returns the pace of counts that will change again. */
  static EmitPace ofOpenWindows() {
    return new EmitPace(true);
  }

  /**
   * Returns whether a partition's counts are to be emitted now, and if so takes note of it.
   *
   * @param now in ms
   * @param age of the newest post when it was counted, in ms; 0 when no posts wait
   */
  boolean isDue(long now, long age) {
    long interval = interval(age);
    if (isOfOpen && age >= LONG_BEHIND_MILLIS) {
      interval *= OPEN_INTERVALS;
    }
    if (interval > 0 && now / interval == emittedAt / interval) {
      return false;
    }
    emittedAt = now;
    return true;
  }

  /**
   * Returns whether totals are to be emitted now, and if so takes note of it: half an interval
   * after the counts of all partitions, or 4 seconds if that is less.
   *
   * @param now in ms
   * @param age as the partial counts say it, the largest of all partitions, in ms
   */
  boolean isMergeDue(long now, long age) {
    return isDue(now - Math.min(interval(age) / 2, MERGED_WITHIN_MILLIS), age);
  }

  /**
   * Returns whether posts wait to be counted.
   *
   * @param age of the newest post when it was counted, in ms
   */
  static boolean isBehind(long age) {
    return interval(age) > 0;
  }

  /** In ms; 0 when no posts wait. */
  private static long interval(long age) {
    if (age <= BEHIND_MILLIS) {
      return 0;
    }
    long seconds = age / SHARE_OF_AGE / SHORTEST_MILLIS;
    return SHORTEST_MILLIS * Math.max(1, Math.min(LONGEST_SECONDS, Long.highestOneBit(seconds)));
  }
}
