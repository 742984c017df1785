package io.evilnet.chaos.oracle;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A monotonic counter over time, with a resolution of 100 ms. */
public final class Curve {

  static final long STEP_MILLIS = 100;

  private final TreeMap<Long, Long> added = new TreeMap<>();

  public synchronized void add(Instant at, long number) {
    added.merge(step(at), number, Long::sum);
  }

  /** Returns the value at an instant. */
  public synchronized long at(Instant instant) {
    return added.headMap(step(instant), true).values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns the maximum lag of another curve behind this one, at the end of any step between two
   * instants.
   */
  public long maxLagOf(Curve other, Instant from, Instant to) {
    TreeMap<Long, Long> difference = new TreeMap<>();
    synchronized (this) {
      added.forEach((step, number) -> difference.merge(step, number, Long::sum));
    }
    synchronized (other) {
      other.added.forEach((step, number) -> difference.merge(step, -number, Long::sum));
    }
    long max = 0;
    long now = 0;
    for (Map.Entry<Long, Long> change : difference.headMap(step(to), true).entrySet()) {
      now += change.getValue();
      if (change.getKey() >= step(from)) {
        max = Math.max(max, now);
      }
    }
    return max;
  }

  private static long step(Instant instant) {
    return Math.floorDiv(instant.toEpochMilli(), STEP_MILLIS);
  }
}
