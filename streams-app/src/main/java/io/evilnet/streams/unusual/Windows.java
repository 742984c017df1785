package io.evilnet.streams.unusual;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The windows of a comparison: those of the last thirteen hours, oldest first, followed by those of
 * the same time as the last hour on earlier days, with half an hour before and after it.
 *
 * @param end end of the newest window
 * @param window length of a window
 * @param days ages of the earlier days, the preferred one first
 */
record Windows(Instant end, Duration window, List<Duration> days) {

  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** Number of past hours. */
  static final int HOURS = 12;

  /** A week ago, the same day of the week, and yesterday as a substitute. */
  private static final List<Duration> DAYS = List.of(Duration.ofDays(7), Duration.ofDays(1));

  /** The last hour, half an hour before and after it, and a window that is about to end. */
  private static final Duration REACH = Duration.ofHours(2);

  /** With shorter windows the comparison would cost seconds of CPU time. */
  private static final Duration MIN_WINDOW = Duration.ofMinutes(1);

  private static final Duration MAX_WINDOW = Duration.ofMinutes(30);

  /** Returns the windows up to the newest one that has ended, if their counts are retained. */
  static Windows until(Instant now, Duration window, Duration countsTtl) {
    long millis = now.toEpochMilli();
    return new Windows(
        Instant.ofEpochMilli(millis - Math.floorMod(millis, window.toMillis())),
        window,
        DAYS.stream()
            .filter(day -> countsTtl.compareTo(day.plus(REACH)) >= 0)
            .filter(day -> day.toMillis() % window.toMillis() == 0)
            .filter(day -> window.compareTo(MIN_WINDOW) >= 0 && window.compareTo(MAX_WINDOW) <= 0)
            .toList());
  }

  /** Returns the number of windows of an hour. */
  int hour() {
    return (int) Math.max(1, HOUR_MILLIS / window.toMillis());
  }

  /** Returns the number of windows of the last thirteen hours. */
  int recent() {
    return (HOURS + 1) * hour();
  }

  /** Returns the number of all windows. */
  int size() {
    return recent() + days.size() * ofDay();
  }

  /** Returns the start of a window. */
  Instant start(int index) {
    if (index < recent()) {
      return end.minus(window.multipliedBy(recent() - index));
    }
    int ofAll = index - recent();
    int behind = hour() + half() - ofAll % ofDay();
    return end.minus(days.get(ofAll / ofDay())).minus(window.multipliedBy(behind));
  }

  /** Returns the end of a window. */
  Instant end(int index) {
    return start(index).plus(window);
  }

  /** Returns the windows within half an hour of the time of a recent one, on an earlier day. */
  IntStream around(int index, int day) {
    int first = recent() + day * ofDay() + index - (recent() - hour());
    return IntStream.rangeClosed(first, first + 2 * half());
  }

  /** Returns the time ranges of the recent windows and of those of each earlier day. */
  List<TimeRange> ranges() {
    return Stream.concat(
            Stream.of(range(0, recent())),
            IntStream.range(0, days.size())
                .mapToObj(day -> range(recent() + day * ofDay(), ofDay())))
        .toList();
  }

  private TimeRange range(int first, int length) {
    return new TimeRange(start(first), start(first).plus(window.multipliedBy(length)));
  }

  private int ofDay() {
    return hour() + 2 * half();
  }

  private int half() {
    return hour() / 2;
  }
}
