package io.evilnet.streams.api;

import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Windows in a row that have no post, neither with a city nor without one.
 *
 * @param from start of the first
 * @param to end of the last
 * @param windows how many, 1 or more
 * @param where in relation to the windows of the range that have posts
 */
record Gap(Instant from, Instant to, long windows, Where where) {

  enum Where {
    /** Before the first: the stream may not have been read yet, or the rows have expired. */
    BEFORE_FIRST,
    BETWEEN,
    /** After the last: nothing is arriving. */
    AFTER_LAST,
    /** There is no window with posts in the range. */
    EVERYWHERE
  }

  Gap {
    if (windows < 1 || !from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a gap has 1 window or more, but is %d, %s to %s".formatted(windows, from, to));
    }
  }

  /**
   * The gaps of a range.
   *
   * @param found the windows with posts, oldest first
   * @param open the open window: it and those after it may still get posts
   */
  static List<Gap> between(List<Instant> found, TimeRange range, Duration window, Instant open) {
    Instant end = range.to().isBefore(open) ? range.to() : open;
    if (found.isEmpty()) {
      return add(new ArrayList<>(), range.from(), end, window, Where.EVERYWHERE);
    }
    List<Gap> gaps = new ArrayList<>();
    Instant next = range.from();
    for (Instant start : found) {
      Where where = start.equals(found.get(0)) ? Where.BEFORE_FIRST : Where.BETWEEN;
      add(gaps, next, start.isBefore(end) ? start : end, window, where);
      next = start.plus(window);
    }
    return add(gaps, next, end, window, Where.AFTER_LAST);
  }

  private static List<Gap> add(
      List<Gap> gaps, Instant from, Instant to, Duration window, Where where) {
    long windows = Duration.between(from, to).dividedBy(window);
    if (windows > 0) {
      gaps.add(new Gap(from, to, windows, where));
    }
    return gaps;
  }
}
