package io.evilnet.streams.unusual;

import static io.evilnet.streams.unusual.Samples.median;
import static io.evilnet.streams.unusual.Samples.sum;
import static java.util.Comparator.comparingDouble;

import io.evilnet.streams.read.Level;
import io.evilnet.streams.unusual.Comparison.State;
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
 * <p>The usual number of a city or area is the maximum of three numbers: its usual share of the
 * tweets of all other cities at the same time, which follows the daily cycle; its own usual number,
 * since a loss of posts elsewhere would otherwise raise its share; and its number at the same time
 * on an {@link EarlierDay}. All cities together, and a city or area with more tweets than all
 * others, are compared only with themselves. The first two are medians over hours, so that an event
 * affects only its own hour.
 */
final class Baseline {

  /** Minimum number of usable past hours. */
  static final int MIN_HOURS = 3;

  /** Multiple of the usual number above which a window is part of a rise. */
  private static final double RISE = 1.5;

  /** The usual growth within an hour in the morning. */
  private static final double HOURLY_GROWTH = 2;

  private static final int QUARTERS = 4;

  /** Standard deviation of a normal distribution, as a multiple of its median absolute one. */
  private static final double NORMAL_MEDIAN = 1.4826;

  /** A run of the newest windows, newest first, and the hour before them. */
  private final class Span {

    private final int[] windows;

    /** Empty if too few windows of the hour are usable. */
    private final int[] before;

    Span(int length) {
      windows = Arrays.copyOf(recent, length);
      int first = windows[length - 1];
      int[] usable = indices(timeline.usable(), Math.max(0, first - hour), first);
      before = isMajority(usable.length) ? usable : new int[0];
    }

    /** Returns the usual growth since the hour before. */
    double growth() {
      return isMajority(windows.length) ? HOURLY_GROWTH : 1;
    }
  }

  /** The usual numbers of a subject. */
  private final class Usual {

    private final int[] tweets;
    private final double share;
    private final double level;
    private final boolean isAlone;
    private final EarlierDay.Numbers earlier;

    Usual(int[] tweets, Scope scope) {
      this.tweets = tweets;
      long[] ofHour = new long[hours.size()];
      Arrays.setAll(ofHour, i -> sum(tweets, hours.get(i)));
      this.share = scope == Scope.WORLD ? 0 : usualShare(ofHour);
      this.level = usualLevel(ofHour);
      this.isAlone = scope == Scope.WORLD || share > 1;
      this.earlier = earlierDay.of(tweets, isAlone);
    }

    /**
     * Returns the usual number of a window from the subject's past hours and the hour before; the
     * larger one if the subject has no share, by which it would follow the daily cycle.
     *
     * @param growth usual growth since the hour before
     */
    double own(Span span, double growth) {
      if (span.before.length == 0) {
        return level;
      }
      double[] numbers = Arrays.stream(span.before).mapToDouble(i -> tweets[i]).toArray();
      double before = growth * median(numbers, numbers.length);
      return isAlone ? Math.max(level, before) : Math.min(level, before);
    }

    /** Returns the usual number of some windows, at least one per hour. */
    double number(int[] ofWindows, double own) {
      double sum = 0;
      for (int i : ofWindows) {
        sum += number(i, own);
      }
      return Math.max(sum, (double) ofWindows.length / hour);
    }

    double number(int window, double own) {
      double now = Math.max(share * (total[window] - tweets[window]), own);
      return Math.max(now, earlier.usual(window));
    }
  }

  private final Timeline timeline;
  private final Thresholds thresholds = Thresholds.DEFAULT;
  private final Windows windows;
  private final int hour;
  private final int[] total;
  private final EarlierDay earlierDay;
  private final int[] recent;
  private final List<int[]> hours = new ArrayList<>();
  private final long[] totalOfHour;
  private final List<Span> spans = new ArrayList<>();
  private final Map<String, UsualHour> usualHours = new HashMap<>();

  private Baseline(Timeline timeline) {
    this.timeline = timeline;
    this.windows = timeline.windows();
    this.hour = windows.hour();
    this.total = timeline.total();
    this.earlierDay = new EarlierDay(timeline, total);
    int last = windows.recent() - hour;
    for (int end = last; end >= hour; end -= hour) {
      int[] settled = indices(timeline.settled(), end - hour, end);
      if (isMajority(settled.length)) {
        hours.add(settled);
      }
    }
    this.totalOfHour = hours.stream().mapToLong(one -> sum(total, one)).toArray();
    this.recent =
        IntStream.rangeClosed(1, hour)
            .map(back -> windows.recent() - back)
            .filter(timeline.usable()::get)
            .toArray();
    int quarter = Math.max(1, hour / QUARTERS);
    IntStream.of(1, quarter)
        .distinct()
        .filter(n -> n <= recent.length)
        .forEach(n -> spans.add(new Span(n)));
    if (hour > quarter && isMajority(recent.length)) {
      spans.add(new Span(recent.length));
    }
  }

  static Comparison compare(Timeline timeline) {
    return new Baseline(timeline).compare();
  }

  private Comparison compare() {
    if (recent.length == 0) {
      return Comparison.unavailable(State.NOTHING_RECENT, windows.end(), hours.size());
    }
    if (hours.size() < MIN_HOURS) {
      return Comparison.unavailable(State.TOO_LITTLE_HISTORY, windows.end(), hours.size());
    }
    List<Finding> findings = new ArrayList<>();
    findings.addAll(find(List.of(new SubjectTweets(Subject.WORLD, total))));
    findings.addAll(find(timeline.areas(Level.COUNTRY)));
    findings.addAll(find(timeline.areas(Level.REGION)));
    findings.addAll(find(timeline.cities()));
    return new Comparison(
        State.COMPARED,
        windows.end(recent[0]),
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

  private UsualHour usualHour(SubjectTweets city, Usual usual) {
    double own = usual.own(spans.get(spans.size() - 1), 1);
    return new UsualHour(
        city.subject().cityId(),
        city.subject().name(),
        recent.length,
        sum(city.tweets(), recent),
        usual.number(recent, own));
  }

  /** Adds a finding in the newest window, the newest quarter of an hour or the last hour. */
  private void find(SubjectTweets subject, List<Finding> findings) {
    int[] tweets = subject.tweets();
    Scope scope = subject.subject().scope();
    Usual usual = new Usual(tweets, scope);
    if (scope == Scope.CITY) {
      usualHours.put(subject.subject().cityId(), usualHour(subject, usual));
    }
    if (sum(tweets, recent) < thresholds.tweets()) {
      return;
    }
    for (Span span : spans) {
      long found = sum(tweets, span.windows);
      double own = usual.own(span, span.growth());
      double number = usual.number(span.windows, own);
      if (found >= thresholds.tweets()
          && found >= thresholds.ratio() * number
          && score(tweets, found, number) >= thresholds.score()) {
        findings.add(finding(subject, usual, own));
        return;
      }
    }
  }

  /** Returns the median over the hours of the mean number per window. */
  private double usualLevel(long[] ofHour) {
    double[] levels = new double[ofHour.length];
    for (int h = 0; h < levels.length; h++) {
      levels[h] = (double) ofHour[h] / hours.get(h).length;
    }
    return median(levels, levels.length);
  }

  /** Returns the median over the hours of the ratio of a subject's tweets to all others. */
  private double usualShare(long[] ofHour) {
    double[] shares = new double[ofHour.length];
    for (int h = 0; h < shares.length; h++) {
      shares[h] = (double) ofHour[h] / Math.max(1, totalOfHour[h] - ofHour[h]);
    }
    return median(shares, shares.length);
  }

  /** Returns a finding whose rise starts where the cumulative excess over 1.5 times usual peaks. */
  private Finding finding(SubjectTweets subject, Usual usual, double own) {
    int[] tweets = subject.tweets();
    int first = recent[0];
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int i = recent[0]; i >= 0; i--) {
      if (timeline.usable().get(i)) {
        sum += tweets[i] - RISE * usual.number(i, own);
        if (sum > most) {
          most = sum;
          first = i;
        }
      }
    }
    int[] rise = indices(timeline.usable(), first, recent[0] + 1);
    long found = sum(tweets, rise);
    double number = usual.number(rise, own);
    return new Finding(
        subject.subject(),
        windows.start(first),
        windows.end(recent[0]),
        found,
        number,
        score(tweets, found, number));
  }

  /**
   * Returns the distance from the usual number in standard deviations: the root of a Poisson count
   * has a nearly constant deviation (Anscombe 1948); the subject's own deviation is used if larger.
   */
  private double score(int[] tweets, long found, double usual) {
    return (root((double) found) - root(usual)) / Math.max(1, deviation(tweets));
  }

  /** Returns the deviation of the roots from their steps, which are independent of daily cycles. */
  private double deviation(int[] tweets) {
    double[] steps = new double[windows.recent()];
    int count = 0;
    for (int[] one : hours) {
      for (int k = 1; k < one.length; k++) {
        steps[count++] = Math.abs(root(tweets[one[k]]) - root(tweets[one[k - 1]]));
      }
    }
    return count == 0 ? 1 : NORMAL_MEDIAN * median(steps, count) / Math.sqrt(2);
  }

  private static double root(double count) {
    return 2 * Math.sqrt(count + 3.0 / 8);
  }

  private boolean isMajority(int windows) {
    return windows > 0 && 2 * windows >= hour;
  }

  private static int[] indices(BitSet chosen, int from, int to) {
    return IntStream.range(from, to).filter(chosen::get).toArray();
  }
}
