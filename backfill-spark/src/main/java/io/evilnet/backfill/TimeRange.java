package io.evilnet.backfill;

import io.evilnet.core.CountingRules;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * A half-open range of time, or of the windows that start in it.
 *
 * @param from the first instant in it
 * @param to the first instant after it; not before {@code from}
 */
record TimeRange(Instant from, Instant to) implements Serializable {

  TimeRange {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("to must not be before from: " + from + " to " + to);
    }
  }

  /** The range of whole windows that have a part in this one. */
  TimeRange wholeWindows(CountingRules rules) {
    Instant lastStart = rules.windowStart(to);
    return new TimeRange(
        rules.windowStart(from), lastStart.equals(to) ? to : lastStart.plus(rules.window()));
  }

  /** What of this range lies before {@code end}; empty when nothing does. */
  TimeRange before(Instant end) {
    Instant earlier = to.isBefore(end) ? to : end;
    return new TimeRange(from, earlier.isBefore(from) ? from : earlier);
  }

  /** The part of this range that does not lie before {@code start}; may be empty. */
  TimeRange from(Instant start) {
    if (!start.isAfter(from)) {
      return this;
    }
    return new TimeRange(start.isBefore(to) ? start : to, to);
  }

  boolean isEmpty() {
    return from.equals(to);
  }

  boolean contains(Instant instant) {
    return !instant.isBefore(from) && instant.isBefore(to);
  }

  /** How many windows of a length start in it, when it begins with one. */
  long windows(Duration window) {
    return Duration.between(from, to).toSeconds() / window.toSeconds();
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
