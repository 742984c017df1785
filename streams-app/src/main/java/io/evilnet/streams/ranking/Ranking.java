package io.evilnet.streams.ranking;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.groupingBy;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.core.UserSet;
import io.evilnet.store.table.CityRow;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The totals of cities over some windows, with distinct users, for ranking. */
public final class Ranking {

  /** Sums of a city, and its users as a set. */
  private record Part(Instant newest, String cityId, String city, Counts counts, UserSet users) {

    static Part of(CityRow row) {
      return new Part(row.windowStart(), row.cityId(), row.city(), row.counts(), row.users());
    }

    /** Returns the union of the parts of a city, with the name in the newest part. */
    static Part union(List<Part> parts) {
      Part newest = parts.stream().max(comparing(Part::newest)).orElseThrow();
      return new Part(
          newest.newest,
          newest.cityId,
          newest.city,
          parts.stream().map(Part::counts).reduce(Counts.ZERO, Counts::plus),
          UserSet.union(parts.stream().map(Part::users).toList()));
    }
  }

  private record Total(Part part, String cityId, String city, Counts counts, DistinctUsers users) {

    static Total of(Part part) {
      DistinctUsers users = part.users.count();
      return new Total(part, part.cityId, part.city, part.counts.withUsers(users.users()), users);
    }
  }

  private static final int MANY = 500;
  private static final int MIN_TWEETS_OF_MANY = 10;

  private final List<Total> totals;

  private Ranking(List<Total> totals) {
    this.totals = totals;
  }

  /** Returns the ranking of rows, grouped by city. */
  public static Ranking of(Stream<CityRow> rows) {
    return merge(rows.map(Part::of));
  }

  /** Returns the union of the rankings of disjoint ranges. */
  public static Ranking union(List<Ranking> parts) {
    return merge(parts.stream().flatMap(part -> part.totals.stream()).map(Total::part));
  }

  /** Returns the ranking of the cities whose ids satisfy a predicate. */
  public Ranking only(Predicate<String> cityIds) {
    return new Ranking(totals.stream().filter(total -> cityIds.test(total.cityId())).toList());
  }

  /** Returns the totals of areas, most tweets first; excludes unknown cities. */
  public List<AreaTotal> by(Level level, Areas areas) {
    Map<Area, List<Total>> groups =
        totals.stream().collect(groupingBy(total -> level.of(areas.of(total.cityId()))));
    groups.remove(Area.UNKNOWN);
    return groups.entrySet().stream()
        .map(group -> total(group.getKey(), areas.region(group.getKey()), group.getValue()))
        .sorted(AreaTotal.order(Metric.TWEETS, Side.TOP))
        .toList();
  }

  private static AreaTotal total(Area area, String region, List<Total> cities) {
    Counts sum = cities.stream().map(Total::counts).reduce(Counts.ZERO, Counts::plus);
    DistinctUsers users =
        UserSet.union(cities.stream().map(city -> city.part().users()).toList()).count();
    return new AreaTotal(area, region, cities.size(), sum.withUsers(users.users()), users);
  }

  /** Returns the number of cities. */
  public int size() {
    return totals.size();
  }

  private static Ranking merge(Stream<Part> parts) {
    return new Ranking(
        parts.collect(groupingBy(Part::cityId)).values().stream()
            .map(Part::union)
            .filter(part -> part.counts().tweets() > 0)
            .map(Total::of)
            .toList());
  }

  /**
   * Returns the default minimum number of tweets of a ranked city: 1, or {@value
   * #MIN_TWEETS_OF_MANY} among the lowest and by a rate if more than {@value #MANY} cities have
   * tweets, since of so many cities some always have a single tweet.
   */
  public int leastTweets(Optional<Rate> rate, Side side) {
    boolean isBounded = side == Side.WORST || rate.isPresent();
    return isBounded && totals.size() > MANY ? MIN_TWEETS_OF_MANY : 1;
  }

  /** Returns the first {@code n} of one side by a metric, with the default minimum of tweets. */
  public List<RankedCity> first(int n, Metric metric, Side side) {
    Measure measure = Measure.of(metric);
    return first(n, measure, side, leastTweets(measure.rate(), side));
  }

  /**
   * Returns the first {@code n} of one side; equal values by name.
   *
   * @param n 1 or more
   * @param leastTweets cities with fewer tweets are excluded, as are those without a value
   */
  public List<RankedCity> first(int n, Measure measure, Side side, int leastTweets) {
    List<Total> sorted =
        totals.stream()
            .filter(total -> total.counts().tweets() >= leastTweets)
            .filter(total -> Double.isFinite(measure.of(total.cityId(), total.counts())))
            .sorted(order(measure, side))
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

  private static Comparator<Total> order(Measure measure, Side side) {
    Comparator<Total> byValue =
        comparingDouble(total -> measure.of(total.cityId(), total.counts()));
    return (side == Side.TOP ? byValue.reversed() : byValue)
        .thenComparing(comparing(Total::city))
        .thenComparing(Total::cityId);
  }
}
