package io.evilnet.streams.fidelity;

import java.time.Duration;

/**
 * A histogram of delays with buckets 3 % wide, of a few kilobytes. Negative delays, from different
 * clocks, count as zero.
 */
final class Delays {

  /** Each doubling has this many buckets. */
  private static final int STEPS = 32;

  private static final int SHIFT = 5;

  private final long[] counts = new long[(Long.SIZE - SHIFT) * STEPS];
  private long total;

  void add(Duration delay) {
    counts[bucket(Math.max(0, delay.toMillis()))]++;
    total++;
  }

  /** Returns a percentile to 3 %; zero if there are no delays. */
  Duration percentile(double share) {
    long wanted = (long) Math.ceil(total * share);
    long seen = 0;
    for (int i = 0; i < counts.length && total > 0; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return Duration.ofMillis(highest(i));
      }
    }
    return Duration.ZERO;
  }

  private static int bucket(long millis) {
    if (millis < STEPS) {
      return (int) millis;
    }
    int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis);
    int step = (int) (millis >>> (exponent - SHIFT)) - STEPS;
    return (exponent - SHIFT + 1) * STEPS + step;
  }

  private static long highest(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int exponent = bucket / STEPS - 1 + SHIFT;
    long step = bucket % STEPS + STEPS + 1L;
    return (step << (exponent - SHIFT)) - 1;
  }
}
