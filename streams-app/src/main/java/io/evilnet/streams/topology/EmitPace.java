package io.evilnet.streams.topology;

import java.time.Duration;

/**
 * Decides when changed counts are emitted: at every emit interval, and more seldom while posts wait
 * to be counted, as emitting a count takes as much work as counting several posts.
 */
final class EmitPace {

  /** Stands for the arrival of a post when none has come. */
  static final long NO_POST = Long.MAX_VALUE;

  /** Posts that are this much older than now wait: there are more than can be counted. */
  private static final long BEHIND_MILLIS = Duration.ofSeconds(2).toMillis();

  private static final long SHORTEST_MILLIS = Duration.ofSeconds(1).toMillis();
  private static final long LONGEST_MILLIS = Duration.ofSeconds(5).toMillis();

  /** A count that is a minute old may as well be a minute and a few seconds old. */
  private static final int SHARE_OF_AGE = 10;

  private long emittedAt;

  /**
   * Returns whether counts are to be emitted now, and if so takes note of it.
   *
   * @param now in ms
   * @param arrival of the newest post that was counted since the last call, in ms; {@link #NO_POST}
   *     when there is none
   */
  boolean isDue(long now, long arrival) {
    if (now - emittedAt < interval(now, arrival)) {
      return false;
    }
    emittedAt = now;
    return true;
  }

  private static long interval(long now, long arrival) {
    long age = arrival == NO_POST ? 0 : now - arrival;
    return age <= BEHIND_MILLIS
        ? 0
        : Math.max(SHORTEST_MILLIS, Math.min(LONGEST_MILLIS, age / SHARE_OF_AGE));
  }
}
