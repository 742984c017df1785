package io.evilnet.streams.api;

import io.evilnet.platform.format.Column;
import io.evilnet.streams.ranking.Metric;
import io.evilnet.streams.ranking.RankedCity;
import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.ranking.Side;
import io.evilnet.streams.read.Populations;
import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code top} and {@code worst}: the cities with the most or the least of a range. */
record RankingQuery(Store store, Rankings rankings, Clockwork clockwork, Side side)
    implements Query {

  private static final Duration LONGEST = Duration.ofDays(7);
  private static final int DEFAULT_CITIES = 5;
  private static final int MOST_CITIES = 10_000;

  @Override
  public String path() {
    return side.label();
  }

  @Override
  public Set<String> parameters() {
    return side == Side.TOP
        ? Parameters.withArea("n", "metric", "from", "to", "last", "until")
        : Parameters.withArea("n", "metric", "from", "to", "last", "until", "min-tweets");
  }

  @Override
  public boolean dependsOnWindowsOnly() {
    return true;
  }

  @Override
  public Answer<RankedCity> answer(Parameters parameters) {
    int n = parameters.number("n", DEFAULT_CITIES, 1, MOST_CITIES);
    Metric metric = parameters.metric(side == Side.TOP ? Metric.TWEETS : Metric.RETWEETS);
    TimeRange range = parameters.range(LONGEST);
    Map<String, Object> facts = clockwork.facts(range);
    facts.put("metric", metric.label());
    Ranking ranking = rankings.of(range, parameters.area());
    List<Column<RankedCity>> columns = columns(store.populations());
    if (side == Side.TOP) {
      return new Answer<>(facts, columns, ranking.first(n, metric, side));
    }
    int least = parameters.number("min-tweets", ranking.leastTweets(), 1, Integer.MAX_VALUE);
    facts.put("min_tweets", least);
    return new Answer<>(facts, columns, ranking.first(n, metric, side, least));
  }

  private static List<Column<RankedCity>> columns(Populations populations) {
    return List.of(
        Column.number("rank", RankedCity::rank),
        Column.text("city_id", RankedCity::cityId),
        Column.text("city", RankedCity::city),
        Column.number("tweets", ranked -> ranked.counts().tweets()),
        Column.number("retweets", ranked -> ranked.counts().retweets()),
        Column.number("users", ranked -> ranked.counts().users()),
        Column.error("users_error", ranked -> ranked.users().error()),
        populations.column(RankedCity::cityId));
  }
}
