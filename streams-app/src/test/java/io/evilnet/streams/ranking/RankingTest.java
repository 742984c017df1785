package io.evilnet.streams.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import io.evilnet.store.table.CityRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final Instant FIRST = Instant.parse("2026-11-20T14:00:00Z");
  private static final Instant SECOND = Instant.parse("2026-11-20T14:05:00Z");

  @Test
  void shouldSumWindowsOfCityAndCountDistinctUsers() {
    Ranking ranking =
        Ranking.of(
            Stream.of(
                row(FIRST, "m", "Montréal", 3, 1, 2),
                row(SECOND, "m", "Montréal", 2, 2, 2),
                row(FIRST, "t", "Toronto", 4, 0, 4)));

    assertThat(ranking.first(5, Metric.TWEETS, Side.TOP))
        .containsExactly(
            new RankedCity(1, "m", "Montréal", new Counts(5, 3, 2), new DistinctUsers(2, 2, 2)),
            new RankedCity(2, "t", "Toronto", new Counts(4, 0, 4), new DistinctUsers(4, 4, 4)));
  }

  @Test
  void shouldMergeRankingsOfRanges() {
    Ranking union =
        Ranking.union(
            List.of(
                Ranking.of(Stream.of(row(SECOND, "m", "Montréal", 2, 2, 3))),
                Ranking.of(
                    Stream.of(
                        row(FIRST, "m", "Montreal", 3, 1, 2),
                        row(FIRST, "t", "Toronto", 4, 0, 4)))));

    assertThat(union.first(5, Metric.TWEETS, Side.TOP))
        .containsExactly(
            new RankedCity(1, "m", "Montréal", new Counts(5, 3, 3), new DistinctUsers(3, 3, 3)),
            new RankedCity(2, "t", "Toronto", new Counts(4, 0, 4), new DistinctUsers(4, 4, 4)));
  }

  @Test
  void shouldRankByMetricThenName() {
    Ranking ranking =
        Ranking.of(
            Stream.of(
                row(FIRST, "1", "Gatineau", 9, 1, 3),
                row(FIRST, "2", "Halifax", 8, 1, 5),
                row(FIRST, "3", "Ajax", 7, 1, 4),
                row(FIRST, "4", "Laval", 6, 2, 1)));

    assertThat(names(ranking.first(4, Metric.TWEETS, Side.TOP)))
        .containsExactly("Gatineau", "Halifax", "Ajax", "Laval");
    assertThat(names(ranking.first(4, Metric.RETWEETS, Side.TOP)))
        .containsExactly("Laval", "Ajax", "Gatineau", "Halifax");
    assertThat(names(ranking.first(2, Metric.USERS, Side.TOP))).containsExactly("Halifax", "Ajax");
  }

  @Test
  void shouldIncludeZeroCountsOfCitiesWithTweetsInWorst() {
    Ranking ranking =
        Ranking.of(
            Stream.of(
                row(FIRST, "1", "Oshawa", 3, 0, 1),
                row(FIRST, "2", "Laval", 6, 2, 1),
                row(FIRST, "3", "Surrey", 1, 0, 1),
                row(FIRST, "4", "Nowhere", 0, 0, 0)));

    assertThat(names(ranking.first(5, Metric.RETWEETS, Side.WORST)))
        .containsExactly("Oshawa", "Surrey", "Laval");
  }

  @Test
  void shouldExcludeCitiesWithFewTweetsFromWorstOfMany() {
    Stream<CityRow> many =
        IntStream.rangeClosed(1, 501)
            .mapToObj(i -> row(FIRST, "" + i, "City " + i, i <= 300 ? 9 : 10, 0, 1));
    Ranking ranking = Ranking.of(many);

    assertThat(names(ranking.first(1, Metric.RETWEETS, Side.WORST))).containsExactly("City 301");
    assertThat(names(ranking.first(1, Measure.of(Metric.RETWEETS), Side.WORST, 1)))
        .containsExactly("City 1");
    assertThat(ranking.first(1_000, Metric.TWEETS, Side.TOP)).hasSize(501);
  }

  @Test
  void shouldRankOnlyCitiesWithKnownRate() {
    Ranking ranking =
        Ranking.of(
            Stream.of(
                row(FIRST, "1", "Gatineau", 9, 1, 3),
                row(FIRST, "2", "Halifax", 8, 4, 5),
                row(FIRST, "3", "Ajax", 7, 3, 0)));
    Map<String, Integer> populations = Map.of("1", 300_000, "2", 100_000);

    assertThat(names(ranking.first(5, by(Rate.TWEETS_PER_USER, populations), Side.TOP, 1)))
        .containsExactly("Gatineau", "Halifax");
    assertThat(names(ranking.first(5, by(Rate.RETWEET_SHARE, populations), Side.TOP, 1)))
        .containsExactly("Halifax", "Ajax", "Gatineau");
    assertThat(names(ranking.first(5, by(Rate.RETWEET_SHARE, populations), Side.WORST, 8)))
        .containsExactly("Gatineau", "Halifax");
    Measure perCapita = by(Rate.PER_100000, populations);
    List<RankedCity> ranked = ranking.first(5, perCapita, Side.TOP, 1);
    assertThat(names(ranked)).containsExactly("Halifax", "Gatineau");
    assertThat(texts(perCapita, ranked)).containsExactly("8.0", "3.0");
  }

  @Test
  void shouldFormatRatesAsPlainDecimals() {
    Ranking ranking =
        Ranking.of(
            Stream.of(
                row(FIRST, "1", "Gatineau", 81_000, 10, 3),
                row(FIRST, "2", "Halifax", 90_000_000, 1, 5)));
    Measure share = by(Rate.RETWEET_SHARE, Map.of());
    Measure perCapita = by(Rate.PER_100000, Map.of("2", 7));

    assertThat(texts(share, ranking.first(5, share, Side.TOP, 1)))
        .containsExactly("0.000123", "0.0");
    assertThat(texts(perCapita, ranking.first(5, perCapita, Side.TOP, 1)))
        .containsExactly("1286000000000.0");
  }

  private static Stream<String> texts(Measure measure, List<RankedCity> ranked) {
    return ranked.stream().map(measure.column().value()).map(Object::toString);
  }

  @Test
  void shouldExcludeCitiesWithFewTweetsFromRatesOfMany() {
    Ranking ranking =
        Ranking.of(
            IntStream.rangeClosed(1, 501)
                .mapToObj(i -> row(FIRST, "" + i, "City " + i, i <= 300 ? 9 : 10, 0, 1)));

    assertThat(ranking.leastTweets(Optional.of(Rate.TWEETS_PER_USER), Side.TOP)).isEqualTo(10);
    assertThat(ranking.leastTweets(Optional.empty(), Side.TOP)).isEqualTo(1);
  }

  private static Measure by(Rate rate, Map<String, Integer> populations) {
    return new Measure(Metric.TWEETS, Optional.of(rate), populations::get);
  }

  @Test
  void shouldReturnBoundsOfUsersForRowWithoutSketch() {
    Ranking ranking =
        Ranking.of(
            Stream.of(
                new CityRow(FIRST, "m", "Montréal", new Counts(9, 0, 8), UserSketch.NONE),
                row(SECOND, "m", "Montréal", 4, 0, 4)));

    assertThat(ranking.first(1, Metric.USERS, Side.TOP))
        .extracting(RankedCity::users)
        .containsExactly(new DistinctUsers(10, 8, 12));
  }

  @Test
  void shouldDistinguishCitiesOfSameName() {
    Ranking ranking =
        Ranking.of(
            Stream.of(row(FIRST, "b", "Windsor", 1, 0, 1), row(FIRST, "a", "Windsor", 1, 0, 1)));

    assertThat(ranking.first(5, Metric.TWEETS, Side.TOP))
        .extracting(RankedCity::cityId)
        .containsExactly("a", "b");
  }

  @Test
  void shouldUseNewestNameOfCity() {
    Ranking ranking =
        Ranking.of(
            Stream.of(
                row(SECOND, "k", "Kitchener–Waterloo", 1, 0, 1),
                row(FIRST, "k", "Kitchener", 1, 0, 1)));

    assertThat(names(ranking.first(1, Metric.TWEETS, Side.TOP)))
        .containsExactly("Kitchener–Waterloo");
  }

  @Test
  void shouldExcludeCityWithOnlyReceivedRetweets() {
    CityRow received = new CityRow(FIRST, "t", "Toronto", new Counts(0, 0, 0, 7), UserSketch.NONE);
    Ranking ranking = Ranking.of(Stream.of(row(FIRST, "m", "Montréal", 1, 0, 1), received));

    for (Side side : Side.values()) {
      assertThat(names(ranking.first(5, Metric.RETWEETS, side))).containsExactly("Montréal");
    }
    assertThat(ranking.size()).isEqualTo(1);
  }

  @Test
  void shouldBeEmptyWithoutRows() {
    assertThat(Ranking.of(Stream.empty()).first(5, Metric.TWEETS, Side.TOP)).isEmpty();
  }

  /** Returns a row; its users are 0 to {@code users - 1}, the same in each window. */
  private static CityRow row(
      Instant window, String id, String city, long tweets, long retweets, long users) {
    UserSketch.Builder sketch = new UserSketch.Builder(SketchKey.of(new byte[SketchKey.BYTES]));
    LongStream.range(0, users).forEach(sketch::add);
    return new CityRow(window, id, city, new Counts(tweets, retweets, users), sketch.build());
  }

  private static List<String> names(List<RankedCity> cities) {
    return cities.stream().map(RankedCity::city).toList();
  }
}
