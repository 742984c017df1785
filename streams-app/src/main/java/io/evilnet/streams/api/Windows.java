package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;

/** Windows as the contract has them: aligned to the epoch, half-open. */
final class Windows {

  private Windows() {}

  /** The start of the window that {@code time} is in. */
  static Instant floor(Instant time, Duration window) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
  }

  /** The first window that does not start before {@code time}. */
  static Instant ceiling(Instant time, Duration window) {
    Instant floor = floor(time, window);
    return floor.equals(time) ? floor : floor.plus(window);
  }

  /**
   * Returns the windows that start from a time on, and the last one at least.
   *
   * @param end end of the last window
   */
  static TimeRange from(Instant time, Instant end, Duration window) {
    Instant start = ceiling(time, window);
    return new TimeRange(start.isBefore(end) ? start : end.minus(window), end);
  }
}
