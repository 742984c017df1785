package io.evilnet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.DistinctUsers;
import io.evilnet.core.ReferenceKind;
import io.evilnet.core.UserSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The counting contract, which the test of each counting engine extends. */
public abstract class CountingContract extends CityResolutionContract {

  @Test
  void shouldCountTweetsRetweetsAndDistinctUsers() {
    assertThat(
            count(
                post(1, 100, MONTREAL),
                post(2, 100, MONTREAL).quoting(), // the same user again
                post(3, 200, MONTREAL),
                post(4, 300, OTTAWA)))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(3, 1, 2)),
            entry(key(START, OTTAWA), new Counts(1, 0, 1)));
  }

  @Test
  void shouldCountRedeliveredPostOnce() {
    Post post = post(1, 100, MONTREAL);

    assertThat(count(post, post, post(2, 200, MONTREAL), post))
        .containsOnly(entry(key(START, MONTREAL), new Counts(2, 0, 2)));
  }

  @Test
  void shouldCountEditInWindowOfFirstVersion() {
    Post post = post(1, 100, MONTREAL);

    assertThat(count(Arrival.of(post), Arrival.ofEdit(post, NEXT.plusSeconds(30))))
        .containsOnly(entry(key(START, MONTREAL), new Counts(1, 0, 1)));
  }

  @Test
  void shouldCountEditWithoutFirstVersion() {
    assertThat(count(Arrival.ofEdit(post(1, 100, MONTREAL), NEXT.plusSeconds(30))))
        .containsOnly(entry(key(START, MONTREAL), new Counts(1, 0, 1)));
  }

  @Test
  void shouldAssignBoundaryToLaterWindow() {
    assertThat(
            count(
                Post.at(NEXT.minusMillis(1), 1, 100, MONTREAL),
                Post.at(NEXT, 2, 100, MONTREAL),
                Post.at(NEXT.plusMillis(1), 3, 100, MONTREAL)))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(1, 0, 1)),
            entry(key(NEXT, MONTREAL), new Counts(2, 0, 1)));
  }

  @Test
  void shouldCountPostsWithoutCityAsUnresolved() {
    assertThat(
            count(
                post(1, 100, MONTREAL).withoutPlace(),
                post(2, 200, MONTREAL).placed("poi", "CA").quoting(),
                post(3, 300, "Paris").placed("city", "FR")))
        .containsOnly(entry(new CityWindow(START, City.UNRESOLVED.id()), new Counts(3, 1, 3)));
  }

  @Test
  void shouldCountOutOfOrderPostWithinGracePeriod() {
    assertThat(count(Post.at(NEXT.plusSeconds(10), 1, 100, MONTREAL), post(2, 200, MONTREAL)))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(1, 0, 1)),
            entry(key(NEXT, MONTREAL), new Counts(1, 0, 1)));
  }

  @Test
  void shouldNotCountDeadLettersAndMessages() {
    Instant ahead = START.plus(RULES.maxAhead()).plusSeconds(10);

    assertThat(
            count(
                new Arrival(1, "{\"data\":", START),
                new Arrival(1, "{\"errors\":[{\"title\":\"operational-disconnect\"}]}", START),
                new Arrival(1, "", START),
                new Arrival(1, Post.at(ahead, 1, 1, MONTREAL).line(), START),
                Arrival.of(post(2, 100, MONTREAL))))
        .containsOnly(entry(key(START, MONTREAL), new Counts(1, 0, 1)));
  }

  @Test
  void shouldApplyConfiguredRules() {
    CountingRules rules =
        new CountingRules(
            Duration.ofMinutes(1),
            RULES.grace(),
            Set.of(ReferenceKind.REPLIED_TO),
            Set.of(),
            RULES.maxAhead());

    assertThat(
            count(
                rules,
                List.of(
                    Arrival.of(post(1, 100, MONTREAL).referring("replied_to")),
                    Arrival.of(post(2, 100, MONTREAL).quoting()),
                    Arrival.of(post(61, 200, "Paris").placed("city", "FR")))))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(2, 1, 1)),
            entry(key(START.plusSeconds(60), "Paris"), new Counts(1, 0, 1)));
  }

  @Test
  void shouldUseCountryOfMatchingRuleForCityWithoutCode() {
    String canada = "evilnet:place_country:CA";

    assertThat(
            count(
                post(1, 100, MONTREAL).placed("city", null).matching(canada),
                post(2, 200, MONTREAL).placed("city", "").matching("evilnet:a place_country:CA"),
                post(3, 300, MONTREAL).placed("city", "ca"),
                post(4, 400, MONTREAL).placed("city", "FR").matching(canada),
                post(5, 500, MONTREAL).placed("city", null).matching("evilnet:canada"),
                post(6, 600, MONTREAL)
                    .placed("city", "Canada")
                    .matching("place_country:CA OR place_country:FR")))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(3, 0, 3)),
            entry(new CityWindow(START, City.UNRESOLVED.id()), new Counts(3, 0, 3)));
  }

  @Test
  void shouldAssumeCountryOfCityWithoutCodeAndRule() {
    List<Arrival> arrivals =
        List.of(
            Arrival.of(post(1, 100, MONTREAL).placed("city", null)),
            Arrival.of(post(2, 200, MONTREAL).placed("city", null).matching("place_country:FR")));

    assertThat(count(rules(Set.of("CA"), "CA"), arrivals))
        .containsOnly(
            entry(key(START, MONTREAL), new Counts(1, 0, 1)),
            entry(new CityWindow(START, City.UNRESOLVED.id()), new Counts(1, 0, 1)));
    assertThat(count(rules(Set.of(), ""), arrivals))
        .containsOnly(entry(key(START, MONTREAL), new Counts(2, 0, 2)));
  }

  @Test
  void shouldCountDistinctUsersOfSeveralWindows() {
    Map<CityWindow, CityCounts> counts =
        countCities(
            RULES,
            List.of(
                Arrival.of(post(1, 100, MONTREAL)),
                Arrival.of(post(2, 200, MONTREAL)),
                Arrival.of(post(3, 300, OTTAWA)),
                Arrival.of(Post.at(NEXT, 4, 200, MONTREAL)), // again
                Arrival.of(
                    Post.at(NEXT.plusSeconds(1), 5, 300, MONTREAL)))); // in another city before

    assertThat(users(counts, key(START, MONTREAL), key(NEXT, MONTREAL))).isEqualTo(3);
    assertThat(users(counts, key(START, OTTAWA), key(NEXT, MONTREAL))).isEqualTo(2);
    assertThat(users(counts, counts.keySet().toArray(CityWindow[]::new))).isEqualTo(3);
  }

  @Test
  void shouldCountDistinctUsersOfMixedStream() {
    List<Arrival> arrivals = MixedStream.of(START, 3_000);
    Map<CityWindow, CityCounts> counts = countCities(RULES, arrivals);
    CityWindow[] ofCities =
        counts.keySet().stream().filter(CityWindow::isOfRealCity).toArray(CityWindow[]::new);

    assertThat(users(counts, ofCities)).isEqualTo(PlainCount.usersOfCities(arrivals));
  }

  @Test
  void shouldAgreeWithPlainCountOfMixedStream() {
    List<Arrival> arrivals = MixedStream.of(START, 3_000);

    assertThat(count(RULES, arrivals)).isEqualTo(PlainCount.of(arrivals));
  }

  /** Returns the number of distinct users of cities and windows, which must be exact. */
  private static long users(Map<CityWindow, CityCounts> counts, CityWindow... keys) {
    DistinctUsers users =
        UserSet.union(
                Stream.of(keys)
                    .map(counts::get)
                    .map(city -> UserSet.of(city.counts().users(), city.users()))
                    .toList())
            .count();
    assertThat(users.isExact()).isTrue();
    return users.users();
  }

  private static CountingRules rules(Set<String> countries, String assumeCountry) {
    return new CountingRules(
        RULES.window(),
        RULES.grace(),
        RULES.retweetKinds(),
        countries,
        RULES.maxAhead(),
        assumeCountry);
  }
}
