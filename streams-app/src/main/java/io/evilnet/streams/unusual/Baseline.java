package io.evilnet.streams.unusual;

import static io.evilnet.streams.unusual.Samples.median;
import static io.evilnet.streams.unusual.Samples.sum;
import static java.util.Comparator.comparingDouble;

import io.evilnet.streams.read.Level;
import io.evilnet.streams.unusual.Comparison.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Compares the newest windows of each city and area, and of all cities together, with the twelve
 * hours before the last one.
 *
 * <p>The usual number of a city or area is the larger of two: its usual share of what the other
 * cities have at the same time, which follows the rhythm of the day; and its own usual number, so
 * that a loss of posts elsewhere raises nobody's share. All cities together, and a city or area
 * with more tweets than all others, can only be compared with themselves. Both are medians over
 * hours, of which an event spoils only its own.
 */
final class Baseline {

  /** Hours of the past. */
  static final int HOURS = 12;

  /** Least number of them that have to be known. */
  static final int LEAST_HOURS = 3;

  /** Multiple of the usual number that still counts as part of a rise. */
  private static final double RISE = 1.5;

  /** The growth within an hour that a morning brings by itself. */
  private static final double HOURLY_GROWTH = 2;

  private static final int QUARTERS = 4;

  /** Standard deviation of a normal distribution, as a multiple of its median absolute one. */
  private static final double NORMAL_MEDIAN = 1.4826;

  /** Some of the newest windows, newest first, and the hour before them. */
  private final class Span {

    private final int[] windows;

    /** Empty when too little of the hour is usable. */
    private final int[] before;

    Span(int length) {
      windows = Arrays.copyOf(recent, length);
      int first = windows[length - 1];
      int[] usable = those(timeline.usable(), Math.max(0, first - hour), first);
      before = isMost(usable.length) ? usable : new int[0];
    }

    /** Growth since then that is nothing unusual. */
    double growth() {
      return isMost(windows.length) ? HOURLY_GROWTH : 1;
    }
  }

  private final Timeline timeline;
  private final Thresholds thresholds;
  private final int hour;
  private final int[] total;
  private final int[] recent;
  private final List<int[]> hours = new ArrayList<>();
  private final long[] totalOfHour;
  private final List<Span> spans = new ArrayList<>();
  private final Map<String, UsualHour> usualHours = new HashMap<>();

  private Baseline(Timeline timeline, Thresholds thresholds) {
    this.timeline = timeline;
    this.thresholds = thresholds;
    this.hour = windowsPerHour(timeline.window());
    this.total = timeline.total();
    int last = timeline.windows() - hour;
    for (int end = last; end >= hour && hours.size() < HOURS; end -= hour) {
      int[] settled = those(timeline.settled(), end - hour, end);
      if (isMost(settled.length)) {
        hours.add(settled);
      }
    }
    this.totalOfHour = hours.stream().mapToLong(windows -> sum(total, windows)).toArray();
    this.recent = reversed(those(timeline.usable(), last, timeline.windows()));
    int quarter = Math.max(1, hour / QUARTERS);
    IntStream.of(1, quarter)
        .distinct()
        .filter(n -> n <= recent.length)
        .forEach(n -> spans.add(new Span(n)));
    if (hour > quarter && isMost(recent.length)) {
      spans.add(new Span(recent.length));
    }
  }

  /** Windows that a timeline should have. */
  static int windows(Duration window) {
    return (HOURS + 1) * windowsPerHour(window);
  }

  static Comparison compare(Timeline timeline) {
    return compare(timeline, Thresholds.DEFAULT);
  }

  static Comparison compare(Timeline timeline, Thresholds thresholds) {
    return new Baseline(timeline, thresholds).compare();
  }

  private Comparison compare() {
    if (recent.length == 0) {
      return Comparison.impossible(State.NOTHING_RECENT, timeline.end(), hours.size());
    }
    if (hours.size() < LEAST_HOURS) {
      return Comparison.impossible(State.TOO_LITTLE_HISTORY, timeline.end(), hours.size());
    }
    List<Finding> findings = new ArrayList<>();
    findings.addAll(find(List.of(new SubjectTweets(Subject.WORLD, total))));
    findings.addAll(find(timeline.areas(Level.COUNTRY)));
    findings.addAll(find(timeline.areas(Level.REGION)));
    findings.addAll(find(timeline.cities()));
    return new Comparison(
        State.COMPARED,
        timeline.end(recent[0]),
        hours.size(),
        timeline.cities().size(),
        findings,
        usualHours);
  }

  private List<Finding> find(List<SubjectTweets> subjects) {
    List<Finding> findings = new ArrayList<>();
    for (SubjectTweets subject : subjects) {
      find(subject, findings);
    }
    findings.sort(comparingDouble(Finding::score).reversed());
    return findings;
  }

  private UsualHour usualHour(SubjectTweets city, double share, double level) {
    int[] tweets = city.tweets();
    double own = own(tweets, spans.get(spans.size() - 1), 1, level, share > 1);
    double usual = usual(tweets, recent, share, own);
    return new UsualHour(
        city.subject().cityId(), city.subject().name(), recent.length, sum(tweets, recent), usual);
  }

  /** Looks at the newest window, the newest quarter of an hour and the last hour. */
  private void find(SubjectTweets subject, List<Finding> findings) {
    int[] tweets = subject.tweets();
    Scope scope = subject.subject().scope();
    long[] ofHour = new long[totalOfHour.length];
    for (int h = 0; h < ofHour.length; h++) {
      ofHour[h] = sum(tweets, hours.get(h));
    }
    double share = scope == Scope.WORLD ? 0 : usualShare(ofHour);
    double level = usualLevel(ofHour);
    if (scope == Scope.CITY) {
      usualHours.put(subject.subject().cityId(), usualHour(subject, share, level));
    }
    if (sum(tweets, recent) < thresholds.tweets()) {
      return;
    }
    for (Span span : spans) {
      long found = sum(tweets, span.windows);
      double own = own(tweets, span, span.growth(), level, scope == Scope.WORLD || share > 1);
      double usual = usual(tweets, span.windows, share, own);
      if (found >= thresholds.tweets()
          && found >= thresholds.ratio() * usual
          && score(tweets, found, usual) >= thresholds.score()) {
        findings.add(finding(subject, share, own));
        return;
      }
    }
  }

  /** Median over the hours of what a window has. */
  private double usualLevel(long[] ofHour) {
    double[] levels = new double[ofHour.length];
    for (int h = 0; h < levels.length; h++) {
      levels[h] = (double) ofHour[h] / hours.get(h).length;
    }
    return median(levels, levels.length);
  }

  /** Median over the hours of the tweets of a subject for each of the others. */
  private double usualShare(long[] ofHour) {
    double[] shares = new double[ofHour.length];
    for (int h = 0; h < shares.length; h++) {
      shares[h] = (double) ofHour[h] / Math.max(1, totalOfHour[h] - ofHour[h]);
    }
    return median(shares, shares.length);
  }

  /**
   * Usual number of a window by the subject itself, in the past hours and right before. Where
   * nothing else says which time of the day it is, the larger is taken.
   *
   * @param growth since then that is nothing unusual
   */
  private double own(int[] tweets, Span span, double growth, double level, boolean isAlone) {
    if (span.before.length == 0) {
      return level;
    }
    double[] windows = Arrays.stream(span.before).mapToDouble(i -> tweets[i]).toArray();
    double before = growth * median(windows, windows.length);
    return isAlone ? Math.max(level, before) : Math.min(level, before);
  }

  /** Never less than one an hour: nothing at all is no measure. */
  private double usual(int[] tweets, int[] windows, double share, double own) {
    double sum = 0;
    for (int i : windows) {
      sum += usual(tweets, i, share, own);
    }
    return Math.max(sum, (double) windows.length / hour);
  }

  private double usual(int[] tweets, int window, double share, double own) {
    return Math.max(share * (total[window] - tweets[window]), own);
  }

  /** The rise begins where the sum of what is above one and a half times the usual is largest. */
  private Finding finding(SubjectTweets subject, double share, double own) {
    int[] tweets = subject.tweets();
    int first = recent[0];
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = recent[0]; i >= 0; i--) {
      if (timeline.usable().get(i)) {
        sum += tweets[i] - RISE * usual(tweets, i, share, own);
        if (sum > most) {
          most = sum;
          first = i;
        }
      }
    }
    int[] rise = those(timeline.usable(), first, recent[0] + 1);
    long found = sum(tweets, rise);
    double usual = usual(tweets, rise, share, own);
    return new Finding(
        subject.subject(),
        timeline.start(first),
        timeline.end(recent[0]),
        found,
        usual,
        score(tweets, found, usual));
  }

  /**
   * Distance from usual in standard deviations: the root of a Poisson count has nearly the same
   * deviation whatever its mean (Anscombe 1948), and the subject's own is taken if it is larger.
   */
  private double score(int[] tweets, long found, double usual) {
    return (root((double) found) - root(usual)) / Math.max(1, deviation(tweets));
  }

  /** Deviation of the roots, from their steps from window to window, which no rhythm changes. */
  private double deviation(int[] tweets) {
    double[] steps = new double[timeline.windows()];
    int count = 0;
    for (int[] windows : hours) {
      for (int k = 1; k < windows.length; k++) {
        steps[count++] = Math.abs(root(tweets[windows[k]]) - root(tweets[windows[k - 1]]));
      }
    }
    return count == 0 ? 1 : NORMAL_MEDIAN * median(steps, count) / Math.sqrt(2);
  }

  private static double root(double count) {
    return 2 * Math.sqrt(count + 3.0 / 8);
  }

  private static int windowsPerHour(Duration window) {
    return (int) Math.max(1, Duration.ofHours(1).dividedBy(window));
  }

  private boolean isMost(int windows) {
    return windows > 0 && 2 * windows >= hour;
  }

  private static int[] those(BitSet chosen, int from, int to) {
    return IntStream.range(from, to).filter(chosen::get).toArray();
  }

  private static int[] reversed(int[] values) {
    return IntStream.range(0, values.length).map(i -> values[values.length - 1 - i]).toArray();
  }
}
