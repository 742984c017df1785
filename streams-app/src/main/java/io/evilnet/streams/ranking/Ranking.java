package io.evilnet.streams.ranking;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.core.UserSet;
import io.evilnet.store.table.CityRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The cities of some windows: tweets added up, users each once, ready to be ranked. */
public final class Ranking {

  private record Total(String cityId, String city, Counts counts, DistinctUsers users) {

    /** Of the rows of one city, under the name that the newest has. */
    static Total of(List<CityRow> rows) {
      CityRow newest = rows.stream().max(comparing(CityRow::windowStart)).orElseThrow();
      Counts sum = rows.stream().map(CityRow::counts).reduce(Counts.ZERO, Counts::plus);
      DistinctUsers users = UserSet.union(rows.stream().map(CityRow::users).toList()).count();
      return new Total(
          newest.cityId(),
          newest.city(),
          new Counts(sum.tweets(), sum.retweets(), users.users()),
          users);
    }
  }

  private static final int MANY = 500;
  private static final int LEAST_OF_MANY = 10;

  private final List<Total> totals;

  private Ranking(List<Total> totals) {
    this.totals = totals;
  }

  /** Takes the rows of each city together. */
  public static Ranking of(Stream<CityRow> rows) {
    return new Ranking(
        rows.collect(groupingBy(CityRow::cityId)).values().stream()
            .map(Total::of)
            .filter(total -> total.counts().tweets() > 0)
            .toList());
  }

  /**
   * The fewest tweets with which a city is ranked among the lowest, unless another number is given:
   * {@value #LEAST_OF_MANY} when more than {@value #MANY} cities have tweets, since with so many
   * cities some always have a single tweet; else 1.
   */
  public int leastTweets() {
    return totals.size() > MANY ? LEAST_OF_MANY : 1;
  }

  /** The first {@code n} of one side, with the default {@link #leastTweets()}. */
  public List<RankedCity> first(int n, Metric metric, Side side) {
    return first(n, metric, side, leastTweets());
  }

  /**
   * The first {@code n} of one side; equal values by name.
   *
   * @param n 1 or more
   * @param leastTweets cities with fewer tweets are left out of {@link Side#WORST}
   */
  public List<RankedCity> first(int n, Metric metric, Side side, int leastTweets) {
    List<Total> sorted =
        totals.stream()
            .filter(total -> side == Side.TOP || total.counts().tweets() >= leastTweets)
            .sorted(order(metric, side))
            .limit(n)
            .toList();
    List<RankedCity> ranked = new ArrayList<>(sorted.size());
    for (Total total : sorted) {
      ranked.add(
          new RankedCity(
              ranked.size() + 1, total.cityId(), total.city(), total.counts(), total.users()));
    }
    return ranked;
  }

  private static Comparator<Total> order(Metric metric, Side side) {
    Comparator<Total> byValue = comparingLong(total -> metric.of(total.counts()));
    return (side == Side.TOP ? byValue.reversed() : byValue)
        .thenComparing(comparing(Total::city))
        .thenComparing(Total::cityId);
  }
}
