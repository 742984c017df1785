package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountingRulesTest {

  private static final CountingRules RULES = CountingRules.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T14:00:00Z, 2026-11-20T14:00:00Z", // the start belongs to the window
    "2026-11-20T14:04:59.999Z, 2026-11-20T14:00:00Z",
    "2026-11-20T14:05:00Z, 2026-11-20T14:05:00Z", // the end belongs to the next one
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
  })
  void shouldAlignWindowsToEpoch(Instant time, Instant start) {
    assertThat(RULES.windowStart(time)).isEqualTo(start);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T14:19:59Z, 2026-11-20T14:00:00Z", // 14:00-14:05 accepts posts until 14:20
    "2026-11-20T14:20:00Z, 2026-11-20T14:05:00Z",
  })
  void shouldCloseWindowAfterGracePeriod(Instant time, Instant firstOpen) {
    assertThat(RULES.firstOpenWindow(time)).isEqualTo(firstOpen);
  }

  @ParameterizedTest
  @CsvSource({
    "city, CA, true",
    "city, US, false",
    "city, '', false",
    "poi, CA, false",
    "neighborhood, CA, false",
    "moonbase, CA, false",
  })
  void shouldResolveOnlyCitiesOfConfiguredCountries(String type, String country, boolean resolved) {
    City city =
        RULES.cityOf(tweet(new Place(type, new City("p", "Name", country, 0, 0), null, List.of())));

    assertThat(city.equals(City.UNRESOLVED)).isEqualTo(!resolved);
  }

  @Test
  void shouldNotResolveTweetWithoutPlace() {
    assertThat(RULES.cityOf(tweet(null))).isEqualTo(City.UNRESOLVED);
  }

  @Test
  void shouldResolveCitiesOfAllCountriesIfNoneIsConfigured() {
    CountingRules all =
        new CountingRules(
            RULES.window(), RULES.grace(), RULES.retweetKinds(), Set.of(), RULES.maxAhead());

    assertThat(
            all.cityOf(
                    tweet(
                        new Place(
                            "city", new City("p", "Lima, Peru", "PE", 0, 0), null, List.of())))
                .id())
        .isEqualTo("p");
  }

  @ParameterizedTest
  @CsvSource({
    "CA, '', CA, true", // all countries
    "'', '', ZZ, true",
    "'', CA, CA, true",
    "CA, '', CA, false",
    "'', CA, CA, false",
    "US, CA, unresolved, false",
    "'', '', unresolved, false",
  })
  void shouldDetermineCountryOfCityWithoutCode(
      String code, String assumed, String country, boolean all) {
    CountingRules rules =
        new CountingRules(
            RULES.window(),
            RULES.grace(),
            RULES.retweetKinds(),
            all ? Set.of() : Set.of("CA"),
            RULES.maxAhead(),
            assumed);

    City city =
        rules.cityOf(tweet(new Place("city", new City("p", "Name", code, 0, 0), null, List.of())));

    assertThat(city.equals(City.UNRESOLVED) ? city.id() : city.countryCode()).isEqualTo(country);
  }

  @ParameterizedTest
  @CsvSource({"RETWEETED, true", "QUOTED, true", "REPLIED_TO, false"})
  void shouldClassifyConfiguredReferenceKindsAsRetweets(ReferenceKind kind, boolean retweet) {
    Tweet tweet = new Tweet(1, 1, Instant.EPOCH, Set.of(kind), null);

    assertThat(RULES.place(tweet, City.UNRESOLVED).retweet()).isEqualTo(retweet);
  }

  @Test
  void shouldDetectTweetAheadOfAppendTimeOnlyBeyondLimit() {
    Tweet tweet = tweet(null);
    Instant limit = tweet.createdAt().minus(RULES.maxAhead());

    assertThat(RULES.isAhead(tweet, limit)).isFalse();
    assertThat(RULES.isAhead(tweet, limit.minusMillis(1))).isTrue();
  }

  @Test
  void shouldNameInvalidSetting() {
    assertThatThrownBy(() -> rules(Duration.ofMillis(1500), Duration.ZERO, Set.of()))
        .hasMessage("window must be whole seconds, one or more, but is PT1.5S");
    assertThatThrownBy(() -> rules(Duration.ofMinutes(1), Duration.ofSeconds(-1), Set.of()))
        .hasMessage("grace must not be negative, but is PT-1S");
    assertThatThrownBy(() -> rules(Duration.ofMinutes(1), Duration.ZERO, Set.of("Canada")))
        .hasMessageContaining("countries must be two-letter ISO codes");
    assertThatThrownBy(
            () ->
                new CountingRules(
                    RULES.window(),
                    RULES.grace(),
                    RULES.retweetKinds(),
                    RULES.countries(),
                    RULES.maxAhead(),
                    "Canada"))
        .hasMessage("assume-country must be a two-letter ISO code such as CA, but is Canada");
  }

  private static CountingRules rules(Duration window, Duration grace, Set<String> countries) {
    return new CountingRules(window, grace, Set.of(), countries, Duration.ZERO);
  }

  private static Tweet tweet(Place place) {
    return new Tweet(1, 1, Instant.parse("2026-11-20T14:00:00Z"), Set.of(), place);
  }
}
