package io.evilnet.core;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A half-open range of time, or the windows that start in it.
 *
 * @param from the first instant in it
 * @param to the first instant after it; not before {@code from}
 */
public record TimeRange(Instant from, Instant to) implements Serializable {

  /** The range of all times that can be stored. */
  public static final TimeRange ALL =
      new TimeRange(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59.999Z"));

  public TimeRange {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to must not be before from: " + from + " to " + to);
    }
  }

  /** Returns the range of whole windows that overlap this one. */
  public TimeRange wholeWindows(CountingRules rules) {
    Instant lastStart = rules.windowStart(to);
    return new TimeRange(
        rules.windowStart(from), lastStart.equals(to) ? to : lastStart.plus(rules.window()));
  }

  /** Returns the part of this range before {@code end}; may be empty. */
  public TimeRange before(Instant end) {
    Instant earlier = to.isBefore(end) ? to : end;
    return new TimeRange(from, earlier.isBefore(from) ? from : earlier);
  }

  /** Returns the part of this range from {@code start} on; may be empty. */
  public TimeRange from(Instant start) {
    if (!start.isAfter(from)) {
      return this;
    }
    return new TimeRange(start.isBefore(to) ? start : to, to);
  }

  public boolean isEmpty() {
    return from.equals(to);
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** Returns the number of windows of a length in this range, which starts with a window. */
  public long windows(Duration window) {
    return Duration.between(from, to).toSeconds() / window.toSeconds();
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
