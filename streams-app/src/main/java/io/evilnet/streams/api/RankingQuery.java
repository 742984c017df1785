package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.core.Region;
import io.evilnet.core.TimeRange;
import io.evilnet.platform.format.Column;
import io.evilnet.streams.ranking.Measure;
import io.evilnet.streams.ranking.Metric;
import io.evilnet.streams.ranking.RankedCity;
import io.evilnet.streams.ranking.Ranking;
import io.evilnet.streams.ranking.Rate;
import io.evilnet.streams.ranking.Side;
import io.evilnet.streams.read.CityNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code top} and {@code worst}: the cities with the highest or lowest counts or rates. */
record RankingQuery(Store store, Rankings rankings, Clockwork clockwork, Side side) {

  private static final Duration MAX_RANGE = Duration.ofDays(7);
  private static final int DEFAULT_CITIES = 5;
  private static final int MAX_CITIES = 10_000;

  Query query() {
    return new Query(
        side.label(),
        Parameters.withArea(
            "n", "metric", "rate", "min-tweets", Parameters.BBOX, "from", "to", "last", "until"),
        true,
        this::answer);
  }

  Answer<RankedCity> answer(Parameters parameters) {
    int n = parameters.number("n", DEFAULT_CITIES, 1, MAX_CITIES);
    Metric metric = parameters.metric(side == Side.TOP ? Metric.TWEETS : Metric.RETWEETS);
    TimeRange range = parameters.range(MAX_RANGE);
    Map<String, Object> facts = clockwork.facts(range);
    CityNames names = store.recentCityNames();
    Measure measure = new Measure(metric, rate(parameters), names.populations()::of);
    Ranking ranking = ranking(parameters, range, names);
    int least =
        parameters.number(
            "min-tweets", ranking.leastTweets(measure.rate(), side), 1, Integer.MAX_VALUE);
    facts.put("metric", metric.label());
    measure.rate().ifPresent(rate -> facts.put("rate", rate.toString()));
    facts.put("found", (long) ranking.size());
    facts.put("min_tweets", least);
    return new Answer<>(facts, columns(names, measure), ranking.first(n, measure, side, least));
  }

  private static Optional<Rate> rate(Parameters parameters) {
    return parameters
        .text("rate")
        .map(
            text ->
                Arrays.stream(Rate.values())
                    .filter(rate -> rate.toString().equals(text))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new InvalidParameterException(
                                "rate", "tweets-per-user, retweet-share or per-100000", text)));
  }

  private Ranking ranking(Parameters parameters, TimeRange range, CityNames names) {
    Ranking ranking = rankings.of(range, parameters.area());
    return parameters
        .bbox()
        .map(box -> ranking.only(id -> names.city(id).filter(box::contains).isPresent()))
        .orElse(ranking);
  }

  private static List<Column<RankedCity>> columns(CityNames names, Measure measure) {
    List<Column<RankedCity>> columns = new ArrayList<>(columns(names));
    measure.rate().ifPresent(rate -> columns.add(measure.column()));
    return columns;
  }

  private static List<Column<RankedCity>> columns(CityNames names) {
    return List.of(
        Column.number("rank", RankedCity::rank),
        Column.text("city_id", RankedCity::cityId),
        Column.text("city", RankedCity::city),
        Column.number("tweets", ranked -> ranked.counts().tweets()),
        Column.number("retweets", ranked -> ranked.counts().retweets()),
        Column.number("users", ranked -> ranked.counts().users()),
        Column.error("users_error", ranked -> ranked.users().error()),
        names.populations().column(RankedCity::cityId),
        Column.text("country_code", ranked -> of(ranked, names, City::countryCode)),
        Column.text("region", ranked -> of(ranked, names, Region::nameOf)),
        Column.numeric("latitude", ranked -> of(ranked, names, City::latitude)),
        Column.numeric("longitude", ranked -> of(ranked, names, City::longitude)));
  }

  /** Returns a property of a city; null if it was first counted after the names were read. */
  private static <T> T of(RankedCity ranked, CityNames names, Function<City, T> part) {
    return names.city(ranked.cityId()).map(part).orElse(null);
  }
}
