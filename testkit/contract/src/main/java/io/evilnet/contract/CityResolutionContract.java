package io.evilnet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.ReferenceKind;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Part of {@link CountingContract}: posts whose city ingest has resolved. */
abstract class CityResolutionContract {

  /** The start of a window of five minutes. */
  protected static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  static final CountingRules RULES = CountingRules.DEFAULT;
  static final Instant NEXT = START.plus(RULES.window());
  static final String MONTREAL = "Montréal, Québec";
  static final String OTTAWA = "Ottawa, Ontario";

  /**
   * Counts with the engine under test.
   *
   * @param arrivals in the order of arrival, all within the grace period
   * @return the totals of every city and window with a tweet, and of unresolved posts if there are
   *     any
   */
  protected abstract Map<CityWindow, CityCounts> countCities(
      CountingRules rules, List<Arrival> arrivals);

  @Test
  void shouldCountPostInResolvedCity() {
    Arrival poi = Arrival.of(post(1, 100, "Centre Bell").placed("poi", "CA"));
    Arrival neighborhood = Arrival.of(post(2, 200, "The Glebe").placed("neighborhood", "CA"));
    Arrival abroad = Arrival.of(post(3, 300, "Louvre").placed("poi", "FR"));
    Arrival city = Arrival.of(post(4, 100, MONTREAL));
    Arrival untagged = Arrival.of(post(5, 500, MONTREAL).withoutPlace());

    assertThat(
            count(
                poi.resolvedTo(MONTREAL, "CA"),
                neighborhood.resolvedTo(OTTAWA, "CA"),
                abroad.resolvedTo("Paris", "FR"),
                city.resolvedTo(OTTAWA, "CA"), // its own city is decisive
                untagged.resolvedTo(OTTAWA, "CA")))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(2, 0, 1)),
            entry(key(START, OTTAWA), new Counts(1, 0, 1)),
            entry(new CityWindow(START, City.CONTAINED.id()), new Counts(2, 0, 2)),
            entry(new CityWindow(START, City.UNRESOLVED.id()), new Counts(2, 0, 2)));
  }

  @Test
  void shouldIgnoreInvalidCityHeader() {
    Arrival poi = Arrival.of(post(1, 100, "Centre Bell").placed("poi", "CA"));
    String admin = "{\"id\":\"0123456789abcdef\",\"place_type\":\"admin\",\"country_code\":\"CA\"}";

    for (String header :
        List.of(
            "",
            "{",
            "[1]",
            "{\"id\":\"",
            "{\"id\":\"unresolved\"}",
            "{\"id\":\"contained\"}",
            admin)) {
      assertThat(count(new Arrival(poi.author(), poi.line(), poi.at(), header)))
          .containsOnly(entry(new CityWindow(START, City.UNRESOLVED.id()), new Counts(1, 0, 1)));
    }
  }

  @Test
  void shouldCountRetweetWithoutPlaceAsReceivedByCityOfOriginal() {
    Arrival first = retweet(1, 100).resolvedTo(MONTREAL, "CA");
    Arrival second = retweet(2, 100).resolvedTo(MONTREAL, "CA"); // the same user again
    Arrival abroad = retweet(3, 300).resolvedTo("Paris", "FR");
    Arrival unknown = retweet(4, 400);
    Arrival placed = Arrival.of(post(5, 500, OTTAWA).referring("retweeted"));
    Arrival reply = Arrival.of(post(6, 600, OTTAWA).withoutPlace().referring("replied_to"));

    assertThat(
            count(
                first,
                second,
                first,
                abroad,
                unknown,
                placed.resolvedTo(MONTREAL, "CA"),
                reply.resolvedTo(MONTREAL, "CA")))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(0, 0, 0, 2)),
            entry(key(START, OTTAWA), new Counts(1, 1, 1)),
            entry(new CityWindow(START, City.UNRESOLVED.id()), new Counts(5, 4, 4)));
  }

  @Test
  void shouldCountReceivedRetweetInItsOwnWindow() {
    Arrival later =
        Arrival.of(Post.at(NEXT, 2, 200, MONTREAL).withoutPlace().referring("retweeted"));

    assertThat(
            count(
                Arrival.of(post(1, 100, MONTREAL)),
                later.resolvedTo(MONTREAL, "CA"),
                Arrival.of(Post.at(NEXT, 3, 300, MONTREAL).quoting())))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(1, 0, 1)),
            entry(key(NEXT, MONTREAL), new Counts(1, 1, 1, 1)),
            entry(new CityWindow(NEXT, City.UNRESOLVED.id()), new Counts(1, 1, 1)));
  }

  @Test
  void shouldNotCountReceivedRetweetOfOtherReferenceKind() {
    CountingRules quotes =
        new CountingRules(
            RULES.window(),
            RULES.grace(),
            Set.of(ReferenceKind.QUOTED),
            RULES.countries(),
            RULES.maxAhead());

    assertThat(count(quotes, List.of(retweet(1, 100).resolvedTo(MONTREAL, "CA"))))
        .containsOnly(entry(new CityWindow(START, City.UNRESOLVED.id()), new Counts(1, 0, 1)));
  }

  Map<CityWindow, Counts> count(CountingRules rules, List<Arrival> arrivals) {
    Map<CityWindow, Counts> counts = new HashMap<>();
    countCities(rules, arrivals).forEach((key, value) -> counts.put(key, value.counts()));
    return counts;
  }

  Map<CityWindow, Counts> count(Arrival... arrivals) {
    return count(RULES, List.of(arrivals));
  }

  Map<CityWindow, Counts> count(Post... posts) {
    return count(RULES, Stream.of(posts).map(Arrival::of).toList());
  }

  /** Returns a post some seconds after the start of the first window. */
  static Post post(int second, long author, String city) {
    return Post.at(START.plusSeconds(second), second, author, city);
  }

  static CityWindow key(Instant windowStart, String city) {
    return new CityWindow(windowStart, Post.cityId(city));
  }

  private static Arrival retweet(int second, long author) {
    return Arrival.of(post(second, author, MONTREAL).withoutPlace().referring("retweeted"));
  }
}
