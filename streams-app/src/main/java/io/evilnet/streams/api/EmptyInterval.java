package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive windows without posts, neither with a city nor without one.
 *
 * @param from start of the first window
 * @param to end of the last window
 * @param windows number of windows, 1 or more
 * @param where position relative to the windows of the range that have posts
 */
record EmptyInterval(Instant from, Instant to, long windows, Where where) {

  enum Where {
    /** Before the first window: the stream was not read yet, or the rows have expired. */
    BEFORE_FIRST,
    BETWEEN,
    /** After the last window: no posts are arriving. */
    AFTER_LAST,
    /** No window of the range has posts. */
    EVERYWHERE
  }

  EmptyInterval {
    if (windows < 1 || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "an empty interval has 1 window or more, but is %d, %s to %s"
              .formatted(windows, from, to));
    }
  }

  /**
   * Returns the empty intervals of a range.
   *
   * @param found the windows with posts, oldest first
   * @param open the start of the open window; it and later windows still accept posts
   */
  static List<EmptyInterval> between(
      List<Instant> found, TimeRange range, Duration window, Instant open) {
    Instant end = range.to().isBefore(open) ? range.to() : open;
    if (found.isEmpty()) {
      return add(new ArrayList<>(), range.from(), end, window, Where.EVERYWHERE);
    }
    List<EmptyInterval> intervals = new ArrayList<>();
    Instant next = range.from();
    for (Instant start : found) {
      Where where = start.equals(found.get(0)) ? Where.BEFORE_FIRST : Where.BETWEEN;
      add(intervals, next, start.isBefore(end) ? start : end, window, where);
      next = start.plus(window);
    }
    return add(intervals, next, end, window, Where.AFTER_LAST);
  }

  private static List<EmptyInterval> add(
      List<EmptyInterval> intervals, Instant from, Instant to, Duration window, Where where) {
    long windows = Duration.between(from, to).dividedBy(window);
    if (windows > 0) {
      intervals.add(new EmptyInterval(from, to, windows, where));
    }
    return intervals;
  }
}
