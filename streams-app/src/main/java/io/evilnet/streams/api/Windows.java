package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;

/** Windows of the counting contract: aligned to the epoch, half-open. */
final class Windows {

  private Windows() {}

  /** Returns the start of the window that contains {@code time}. */
  static Instant floor(Instant time, Duration window) {
    long millis = time.toEpochMilli();
    return Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis()));
  }

  /** Returns the start of the first window at or after {@code time}. */
  static Instant ceiling(Instant time, Duration window) {
    Instant floor = floor(time, window);
    return floor.equals(time) ? floor : floor.plus(window);
  }

  /**
   * Returns the windows that start at or after a time, but at least the last one.
   *
   * @param end end of the last window
   */
  static TimeRange from(Instant time, Instant end, Duration window) {
    Instant start = ceiling(time, window);
    return new TimeRange(start.isBefore(end) ? start : end.minus(window), end);
  }
}
