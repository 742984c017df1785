package io.evilnet.streams.sink;

import java.time.Duration;

/**
 * How long to wait before the next attempt: twice as long as before, up to a limit.
 *
 * @param first before the second attempt
 * @param longest never more than this
 */
record Backoff(Duration first, Duration longest) {

  /** Found again within two seconds, without pressing a server that is just starting. */
  static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  private static final int MOST_DOUBLINGS = 20;

  Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff must be 0 < first <= longest, but is " + first + ", " + longest);
    }
  }

  /** The delay after {@code failures} failed attempts in a row, 1 or more. */
  Duration delay(int failures) {
    Duration delay = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
