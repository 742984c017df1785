package io.evilnet.streams.read;

import java.time.Instant;

/**
 * A half-open range of window starts.
 *
 * @param from the first instant in it
 * @param to the first instant after it
 */
public record TimeRange(Instant from, Instant to) {

  /** Every window there can be. */
  public static final TimeRange ALL =
      new TimeRange(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59.999Z"));

  public TimeRange {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from must be before to, but is " + from + ", " + to);
    }
  }
}
