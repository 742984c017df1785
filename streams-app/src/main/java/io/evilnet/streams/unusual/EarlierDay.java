package io.evilnet.streams.unusual;

import static io.evilnet.streams.unusual.Samples.sum;

import java.util.ArrayList;
import java.util.List;

/**
 * The same time on an earlier day: a week ago, or yesterday if too few windows of then are usable.
 *
 * <p>Of each window of the last hour, the hour around it counts: a rise that began a quarter of an
 * hour earlier or later then is still the same.
 */
final class EarlierDay {

  private final Timeline timeline;
  private final int[] total;

  /** For each window of the last hour, those of the earlier day; empty if none is known. */
  private final List<int[]> around = new ArrayList<>();

  private final long[] totalAround;

  EarlierDay(Timeline timeline, int[] total) {
    this.timeline = timeline;
    this.total = total;
    Windows windows = timeline.windows();
    for (int i = windows.recent() - windows.hour(); i < windows.recent(); i++) {
      around.add(around(i));
    }
    this.totalAround = around.stream().mapToLong(then -> sum(total, then)).toArray();
  }

  private int[] around(int window) {
    Windows windows = timeline.windows();
    for (int day = 0; day < windows.days().size(); day++) {
      int[] settled = windows.around(window, day).filter(timeline.settled()::get).toArray();
      if (settled.length > 0 && 2 * settled.length >= windows.hour()) {
        return settled;
      }
    }
    return new int[0];
  }

  /** Usual numbers of a subject. */
  interface Numbers {

    /** Returns the number for a window; zero if unknown. */
    double usual(int window);
  }

  /**
   * Returns the numbers of a subject: the lower of its tweets then and of what its share of the
   * others then is now, so that neither more posts then nor a loss of others then hides a rise.
   *
   * @param isAlone true if it has no share of others
   */
  Numbers of(int[] tweets, boolean isAlone) {
    if (timeline.windows().days().isEmpty()) {
      return window -> 0;
    }
    double[] numbers = new double[around.size()];
    double[] shares = new double[around.size()];
    for (int k = 0; k < numbers.length; k++) {
      int[] then = around.get(k);
      long found = sum(tweets, then);
      numbers[k] = then.length == 0 ? 0 : (double) found / then.length;
      shares[k] =
          isAlone ? Double.POSITIVE_INFINITY : (double) found / Math.max(1, totalAround[k] - found);
    }
    int first = timeline.windows().recent() - numbers.length;
    return window -> {
      // Before the last hour, that of its first window applies: no other is read.
      int k = Math.max(0, window - first);
      return numbers[k] == 0
          ? 0
          : Math.min(numbers[k], shares[k] * Math.max(1, total[window] - tweets[window]));
    };
  }
}
