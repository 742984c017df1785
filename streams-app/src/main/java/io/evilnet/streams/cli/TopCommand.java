package io.evilnet.streams.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.evilnet.core.City;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.format.Column;
import io.evilnet.platform.format.FormatOption;
import io.evilnet.platform.settings.RangeOptions;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.table.WindowRow;
import io.evilnet.streams.ranking.AreaTotal;
import io.evilnet.streams.ranking.Measure;
import io.evilnet.streams.ranking.Metric;
import io.evilnet.streams.ranking.RankedArea;
import io.evilnet.streams.ranking.RankedCity;
import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.ranking.Rate;
import io.evilnet.streams.ranking.Side;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.read.CityNames;
import io.evilnet.streams.read.CountsReader;
import io.evilnet.streams.read.Level;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code top}: prints the cities with the highest, or lowest, counts or rates of a range. */
@Command(
    name = "top",
    description =
        "Prints the cities, regions or countries with the highest or lowest counts, in the last"
            + " hour or in the windows that start in a given range.",
    mixinStandardHelpOptions = true)
final class TopCommand implements Callable<Integer> {

  private static final List<Column<RankedCity>> COLUMNS =
      List.of(
          Column.number("rank", RankedCity::rank),
          Column.text("city", RankedCity::city),
          Column.number("tweets", ranked -> ranked.counts().tweets()),
          Column.number("retweets", ranked -> ranked.counts().retweets()),
          Column.number("users", ranked -> ranked.counts().users()),
          Column.error("users_error", ranked -> ranked.users().error()));

  @Mixin private CassandraOptions cassandra;

  @Mixin private RangeOptions range;

  @Option(
      names = "--by",
      paramLabel = "LEVEL",
      description =
          "region or country: rank these instead of cities, with the sums of their cities and"
              + " distinct users. Cities without a region form one group.")
  private Level by;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      description =
          "tweets, retweets or users (default: tweets, and retweets with --worst). Users are"
              + " distinct in the range: exact up to some hundred, above that estimated, with"
              + " a 95 % confidence interval.")
  private Metric metric;

  @Option(
      names = "--by-rate",
      paramLabel = "RATE",
      description =
          "Rank cities by tweets-per-user, retweet-share, or per-100000: the metric per 100,000"
              + " inhabitants, of cities with a known population.")
  private Rate rate;

  @Option(
      names = "-n",
      paramLabel = "N",
      defaultValue = "5",
      description = "Number of rows (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--worst",
      description =
          "Lowest instead of highest counts, of rows with at least one tweet in the range.")
  private boolean worst;

  @Option(
      names = "--min-tweets",
      paramLabel = "N",
      description =
          "Minimum number of tweets of a row (default: 1; with --worst or --by-rate 10 when more than 500"
              + " cities have tweets and are ranked).")
  private Integer leastTweets;

  @Mixin private AreaOptions area;

  @Mixin private FormatOption format;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new IllegalArgumentException("-n must be 1 or more, but is " + limit);
    }
    if (leastTweets != null && leastTweets < 1) {
      throw new IllegalArgumentException("--min-tweets must be 1 or more, but is " + leastTweets);
    }
    area.validate();
    if (by != null && rate != null) {
      throw new IllegalArgumentException(
          "--by and --by-rate are mutually exclusive: rates are available for cities only");
    }
    if (by == Level.COUNTRY && area.level().equals("region")) {
      throw new IllegalArgumentException(
          "--by country and --region are mutually exclusive: a country is ranked with all its regions");
    }
    Instant now = Instant.now();
    TimeRange starts = range.isGiven() ? range.range(now, TimeRange.ALL) : lastHour(now);
    return CassandraQuery.run(
        cassandra.settings(), reader -> print(reader, ranking(reader, starts)));
  }

  /** Returns the windows that started in the last 60 minutes, including the open one. */
  static TimeRange lastHour(Instant now) {
    // Both bounds plus a millisecond: excludes an hour ago, includes a window that starts now.
    return new TimeRange(now.minus(1, ChronoUnit.HOURS).plusMillis(1), now.plusMillis(1));
  }

  private int print(CountsReader reader, Ranking all) {
    PrintWriter out = spec.commandLine().getOut();
    boolean isEveryCity = by == null && rate == null && !area.isGiven();
    List<City> cities = isEveryCity ? List.of() : reader.cities();
    Areas areas = new Areas(cities);
    Ranking ranking = all.only(area.cityIds(areas));
    boolean any = by == null ? printCities(out, ranking, cities) : printAreas(out, ranking, areas);
    if (!any && format.isTable()) {
      out.println(explanation(ranking));
    }
    return 0;
  }

  /** Returns the ranking of windows, read hour by hour to bound the memory of a day. */
  private static Ranking ranking(CountsReader reader, TimeRange starts) {
    Ranking total = Ranking.union(List.of());
    for (TimeRange hour : hours(reader.windows(starts))) {
      total = Ranking.union(List.of(total, Ranking.of(reader.counts(hour))));
    }
    return total;
  }

  /** Returns the ranges of windows, sorted by time, that start in the same hour. */
  private static List<TimeRange> hours(List<WindowRow> windows) {
    Map<Instant, List<Instant>> hours =
        windows.stream()
            .map(WindowRow::start)
            .collect(
                groupingBy(start -> start.truncatedTo(ChronoUnit.HOURS), TreeMap::new, toList()));
    return hours.values().stream()
        .map(starts -> new TimeRange(starts.get(0), starts.get(starts.size() - 1).plusMillis(1)))
        .toList();
  }

  /** Returns the reason for an empty result: no tweets, or fewer than the minimum. */
  private String explanation(Ranking ranking) {
    String where = area.isGiven() ? "of this %s ".formatted(area.level()) : "";
    String when = range.isGiven() ? "in this range" : "in the last hour";
    String known = rate == Rate.PER_100000 ? "with a known population " : "";
    return ranking.size() == 0
        ? "No city %shad a tweet %s.".formatted(where, when)
        : "No %s %s%shad %,d or more tweets %s; --min-tweets excludes those with fewer."
            .formatted(by == null ? "city" : by.label(), where, known, leastTweets(ranking), when);
  }

  private int leastTweets(Ranking ranking) {
    if (leastTweets != null) {
      return leastTweets;
    }
    return by == null ? ranking.leastTweets(Optional.ofNullable(rate), side()) : 1;
  }

  private boolean printCities(PrintWriter out, Ranking ranking, List<City> cities) {
    Measure measure =
        new Measure(metric(), Optional.ofNullable(rate), new CityNames(cities).populations()::of);
    List<Column<RankedCity>> columns = new ArrayList<>(COLUMNS);
    if (rate != null) {
      columns.add(measure.column());
    }
    return format.print(
        out, columns, ranking.first(limit, measure, side(), leastTweets(ranking)).stream());
  }

  private boolean printAreas(PrintWriter out, Ranking ranking, Areas areas) {
    List<AreaTotal> totals =
        ranking.by(by, areas).stream()
            .filter(total -> total.counts().tweets() >= leastTweets(ranking))
            .toList();
    return format.print(
        out, RankedArea.columns(by), RankedArea.first(limit, totals, metric(), side()));
  }

  private Side side() {
    return worst ? Side.WORST : Side.TOP;
  }

  private Metric metric() {
    if (metric != null) {
      return metric;
    }
    return worst ? Metric.RETWEETS : Metric.TWEETS;
  }
}
