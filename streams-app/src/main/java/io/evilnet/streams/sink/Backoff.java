package io.evilnet.streams.sink;

import java.time.Duration;

/**
 * An exponential back-off with factor two and an upper limit.
 *
 * @param first delay before the second attempt
 * @param longest upper limit of the delay
 */
record Backoff(Duration first, Duration longest) {

  /** Reconnects within two seconds without overloading a server that is starting. */
  static final Backoff DEFAULT = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

  private static final int MOST_DOUBLINGS = 20;

  Backoff {
    if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "backoff must be 0 < first <= longest, but is " + first + ", " + longest);
    }
  }

  /** Returns the delay after {@code failures} consecutive failures, 1 or more. */
  Duration delay(int failures) {
    Duration delay = first.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return delay.compareTo(longest) < 0 ? delay : longest;
  }
}
