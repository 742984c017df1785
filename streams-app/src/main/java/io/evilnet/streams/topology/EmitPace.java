package io.evilnet.streams.topology;

import java.time.Duration;

/**
 * Decides when changed counts are emitted: at every emit interval, and more seldom while posts wait
 * to be counted, as it takes as much work to emit, merge and store a count as to count a hundred
 * posts. Counts then grow older by a tenth at most.
 *
 * <p>A longer interval ends at a multiple of itself by the clock, and is a power of two: the tasks
 * of all partitions emit together, and their counts are merged once.
 */
final class EmitPace {

  /** Posts that are this much older than now wait: there are more than can be counted. */
  private static final long BEHIND_MILLIS = Duration.ofSeconds(2).toMillis();

  private static final long SHORTEST_MILLIS = Duration.ofSeconds(1).toMillis();
  private static final long LONGEST_SECONDS = 32;

  /** A count that is a minute old may as well be a minute and a few seconds old. */
  private static final int SHARE_OF_AGE = 10;

  /**
   * After this long without another partial count, all partitions have emitted theirs: a busy
   * machine needs a second or two for what has changed in a long interval.
   */
  private static final long SHORTEST_QUIET_MILLIS = 500;

  private static final long LONGEST_QUIET_MILLIS = 2_000;

  /** Of an interval, until it is quiet. */
  private static final int SHARE_OF_INTERVAL = 4;

  private long emittedAt;

  /**
   * Returns whether a partition's counts are to be emitted now, and if so takes note of it.
   *
   * @param now in ms
   * @param age of the newest post when it was counted, in ms; 0 when no posts wait
   */
  boolean isDue(long now, long age) {
    long interval = interval(age);
    if (interval > 0 && now / interval == emittedAt / interval) {
      return false;
    }
    emittedAt = now;
    return true;
  }

  /**
   * Returns whether totals are to be emitted now, and if so takes note of it.
   *
   * @param now in ms
   * @param age of a post in the last partial count when it was merged, in ms
   * @param mergedAt when the last partial count was merged, in ms
   */
  boolean isMergeDue(long now, long age, long mergedAt) {
    long interval = interval(age);
    if (now - emittedAt < interval && now - mergedAt < quiet(interval)) {
      return false;
    }
    emittedAt = now;
    return true;
  }

  /**
   * Returns whether posts wait to be counted.
   *
   * @param age of the newest post when it was counted, in ms
   */
  static boolean isBehind(long age) {
    return interval(age) > 0;
  }

  private static long quiet(long interval) {
    return Math.max(
        SHORTEST_QUIET_MILLIS, Math.min(LONGEST_QUIET_MILLIS, interval / SHARE_OF_INTERVAL));
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
