package io.evilnet.streams.unusual;

import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.streams.read.Areas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;

/**
 * Simulated counts of cities with a daily cycle, in time zones that span three hours. Rates are
 * interpolated linearly between the hours of a table. Ten cities each form a region. The first five
 * regions belong to the United States, the others to Mexico.
 */
final class SimulatedDay {

  static final Duration WINDOW = Duration.ofMinutes(5);
  static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
  private static final int PER_HOUR = 12;

  /** Rate of each hour of the day, relative to the mean. */
  private static final double[] RHYTHM = {
    1.1, 0.8, 0.5, 0.35, 0.25, 0.25, 0.4, 0.7, 1.0, 1.1, 1.1, 1.1,
    1.2, 1.2, 1.1, 1.1, 1.1, 1.15, 1.2, 1.3, 1.45, 1.55, 1.5, 1.3
  };

  private final Random random;
  private final double dispersion;
  private final double[] rates;
  private final double[] zones;
  private final List<City> cities = new ArrayList<>();
  private final Areas areas;
  final int[][] counts;

  /**
   * Simulates the counts of some hours from {@link #START}.
   *
   * @param tweetsPerHour mean of all cities together
   * @param dispersion variance of a window's count over its mean; 1 for Poisson counts
   */
  SimulatedDay(long seed, int cities, double tweetsPerHour, double dispersion, int hours) {
    this.random = new Random(seed);
    this.dispersion = dispersion;
    this.rates = new double[cities];
    this.zones = new double[cities];
    double all = 0;
    for (int c = 0; c < cities; c++) {
      rates[c] = 1.0 / (c + 2);
      all += rates[c];
      zones[c] = 3 * random.nextDouble() - 1;
      String name = "City %d, Region %d".formatted(c, c / 10);
      this.cities.add(new City("c" + c, name, c < 50 ? "US" : "MX", 0, 0));
    }
    this.areas = new Areas(this.cities);
    this.counts = new int[cities][hours * PER_HOUR];
    for (int c = 0; c < cities; c++) {
      rates[c] *= tweetsPerHour / PER_HOUR / all;
      for (int w = 0; w < counts[c].length; w++) {
        counts[c][w] = draw(rate(c, w));
      }
    }
  }

  /** Returns the mean count of a city in a window. */
  double rate(int city, int window) {
    double hour = ((double) window / PER_HOUR - zones[city] + 48) % 24;
    int full = (int) hour;
    double next = RHYTHM[(full + 1) % 24];
    return rates[city] * (RHYTHM[full] + (hour - full) * (next - RHYTHM[full]));
  }

  /** Redraws the counts of a city in some windows, with a multiple of its rate. */
  void scaleRate(int city, double factor, int from, int to) {
    for (int w = from; w < to; w++) {
      counts[city][w] = draw(factor * rate(city, w));
    }
  }

  /** Returns the thirteen hours that end with a window, the last three windows provisional. */
  Timeline timeline(int newest, Duration... days) {
    Windows windows = windows(newest, days);
    BitSet usable = new BitSet();
    usable.set(0, windows.size());
    BitSet settled = (BitSet) usable.clone();
    settled.clear(windows.recent() - 3, windows.recent());
    return timeline(newest, usable, settled, days);
  }

  Timeline timeline(int newest, BitSet usable, BitSet settled, Duration... days) {
    Windows windows = windows(newest, days);
    List<TimeRange> ranges = windows.ranges();
    List<SubjectTweets> tweets = new ArrayList<>();
    for (int c = 0; c < counts.length; c++) {
      City city = cities.get(c);
      int[] ofWindows = new int[windows.size()];
      int next = 0;
      for (TimeRange range : ranges) {
        int first = Math.toIntExact(Duration.between(START, range.from()).dividedBy(WINDOW));
        int length = Math.toIntExact(range.windows(WINDOW));
        System.arraycopy(counts[c], first, ofWindows, next, length);
        next += length;
      }
      tweets.add(new SubjectTweets(Subject.city(city.id(), city.fullName(), areas), ofWindows));
    }
    return new Timeline(windows, usable, settled, tweets, areas);
  }

  private static Windows windows(int newest, Duration... days) {
    return new Windows(START.plus(WINDOW.multipliedBy(newest + 1)), WINDOW, List.of(days));
  }

  private int draw(double mean) {
    double rate = mean;
    if (dispersion > 1) {
      rate = gamma(mean / (dispersion - 1)) * (dispersion - 1);
    }
    return poisson(rate);
  }

  private int poisson(double mean) {
    if (mean > 500) {
      return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    int count = 0;
    for (double left = mean; ; count++) {
      left += Math.log(1 - random.nextDouble());
      if (left < 0) {
        return count;
      }
    }
  }

  /** Returns a gamma variate of scale 1 (Marsaglia and Tsang 2000). */
  private double gamma(double shape) {
    if (shape < 1) {
      return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }
}
