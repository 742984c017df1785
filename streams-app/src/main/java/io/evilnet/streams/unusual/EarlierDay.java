package io.evilnet.streams.unusual;

import static io.evilnet.streams.unusual.Samples.sum;

import java.util.ArrayList;
import java.util.List;

/**
 * The same time on an earlier day: a week ago, or yesterday if too few of its windows are usable.
 *
 * <p>Each window of the last hour is compared with the hour around it, so that a daily rise may
 * start a quarter of an hour earlier or later.
 */
final class EarlierDay {

  private final Timeline timeline;
  private final int[] total;

  /** For each window of the last hour, those of the earlier day; empty if none is usable. */
  private final List<int[]> around = new ArrayList<>();

  private final long[] totalAround;

  EarlierDay(Timeline timeline, int[] total) {
    this.timeline = timeline;
    this.total = total;
    Windows windows = timeline.windows();
    for (int i = windows.recent() - windows.hour(); i < windows.recent(); i++) {
      around.add(around(i));
    }
    this.totalAround = around.stream().mapToLong(earlier -> sum(total, earlier)).toArray();
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
   * Returns the numbers of a subject: the minimum of its tweets on the earlier day and of its share
   * on that day, applied to the current tweets of the others, so that neither more posts nor a loss
   * of others on the earlier day hides a rise.
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
      int[] earlier = around.get(k);
      long found = sum(tweets, earlier);
      numbers[k] = earlier.length == 0 ? 0 : (double) found / earlier.length;
      shares[k] =
          isAlone ? Double.POSITIVE_INFINITY : (double) found / Math.max(1, totalAround[k] - found);
    }
    int first = timeline.windows().recent() - numbers.length;
    return window -> {
      // Before the last hour, the number of its first window applies, as no others are read.
      int k = Math.max(0, window - first);
      return numbers[k] == 0
          ? 0
          : Math.min(numbers[k], shares[k] * Math.max(1, total[window] - tweets[window]));
    };
  }
}
