package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.testing.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output of the commands for countries and regions, with and without an unusual increase. */
class AreaCommandsIT extends CommandFixture {

  private static final Duration WINDOW = Duration.ofMinutes(5);

  /** Place id of X with a known population. */
  private static final String TORONTO = "3797791ff9c0e4c6";

  AreaCommandsIT(Servers servers) {
    super(servers, "area_commands_it");
  }

  @BeforeAll
  void fill() {
    rows.city("m1", "Montréal, Québec");
    rows.city(TORONTO, "Toronto, Ontario");
    rows.city("b1", "Buffalo, NY", "US");
    rows.counts(OLD, "m1", "Montréal, Québec", 3, 1, 2);
    rows.counts(OLD, "b1", "Buffalo, NY", 20, 5, 4);
    rows.unresolved(OLD, 4567);
    long now = Instant.now().toEpochMilli();
    Instant open = Instant.ofEpochMilli(now - Math.floorMod(now, WINDOW.toMillis()));
    for (int i = 1; i <= 60; i++) {
      Instant start = open.minus(WINDOW.multipliedBy(i));
      rows.counts(start, "m1", "Montréal, Québec", i <= 3 ? 130 : 40, 0, 40);
      rows.counts(start, "b1", "Buffalo, NY", 60, 0, 60);
      rows.counts(start, TORONTO, "Toronto, Ontario", 5, 0, 5);
    }
  }

  @Test
  void shouldPrintCountsOfCountry() {
    assertThat(print("counts", "--to", "2022-12-31", "--country", "ca"))
        .isEqualTo(
            """
            WINDOW START (UTC)  CITY              TWEETS  RETWEETS  USERS  RECEIVED RETWEETS
            2022-02-28 23:55    Montréal, Québec       3         1      2                  0
            """);
    assertThat(print("counts", "--city", "montreal", "--country", "US"))
        .isEqualTo("No counts of this city in this country.\n");
    assertThat(print("counts", "--country", "FR", "--to", "2022-12-31"))
        .isEqualTo("No counts in this country and range.\n");
  }

  @Test
  void shouldRankCitiesOfCountry() {
    assertThat(print("top", "--country", "US", "--format", "csv").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("1,\"Buffalo, NY\",");
    assertThat(print("top", "--country", "FR"))
        .isEqualTo("No city of this country had a tweet in the last hour.\n");
    assertThat(print("top", "--country", "US", "--worst", "--min-tweets", "100000000"))
        .isEqualTo(
            "No city of this country had 100,000,000 or more tweets in the last hour; --min-tweets"
                + " excludes those with fewer.\n");
  }

  @Test
  void shouldRestrictEachCommandToRegion() {
    assertThat(print("counts", "--to", "2022-12-31", "--country", "CA", "--region", "quebec"))
        .contains("Montréal, Québec")
        .doesNotContain("Toronto", "Buffalo");
    assertThat(print("top", "--country", "CA", "--region", "QUÉBEC", "--format", "csv").lines())
        .hasSize(2)
        .last()
        .asString()
        .startsWith("1,\"Montréal, Québec\",");
    assertThat(print("top", "--country", "CA", "--region", "Yukon"))
        .isEqualTo("No city of this region had a tweet in the last hour.\n");
    assertThat(print("unusual", "--country", "CA", "--region", "Ontario"))
        .isEqualTo("Nothing in this region is unusual.\n");
  }

  @Test
  void shouldRankRegionsAndCountries() {
    assertThat(columns(print("top", "--by", "region", "--format", "csv"), 4))
        .containsExactly(
            "rank,country_code,region,cities", "1,CA,Québec,1", "2,US,NY,1", "3,CA,Ontario,1");
    assertThat(columns(print("top", "--by", "region", "--country", "CA", "--format", "csv"), 3))
        .containsExactly("rank,country_code,region", "1,CA,Québec", "2,CA,Ontario");
    assertThat(columns(print("top", "--by", "country", "--worst", "--format", "csv"), 3))
        .containsExactly("rank,country_code,cities", "1,CA,2", "2,US,1");
    assertThat(columns(print("top", "--by", "country", "-n", "1", "--format", "csv"), 3))
        .containsExactly("rank,country_code,cities", "1,CA,2");
    assertThat(print("top", "--by", "region", "--worst", "--min-tweets", "100000000"))
        .startsWith("No region had 100,000,000 or more tweets in the last hour");
  }

  @Test
  void shouldRankCitiesByRate() {
    List<String> ranking =
        print("top", "--by-rate", "tweets-per-user", "--format", "csv").lines().toList();

    assertThat(ranking).hasSize(4).first().asString().endsWith(",users_error,rate");
    assertThat(columns(print("top", "--by-rate", "per-100000", "--format", "csv"), 2))
        .containsExactly("rank,city", "1,\"Toronto");
    assertThat(print("top", "--by-rate", "per-100000", "--min-tweets", "100000000"))
        .startsWith("No city with a known population had 100,000,000 or more tweets");
    assertThat(print("top", "--by-rate", "retweet-share", "--by", "region"))
        .contains("--by and --by-rate are mutually exclusive: rates are available for cities only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"counts", "top", "unusual"})
  void shouldRejectRegionWithoutCountryOrName(String command) {
    assertThat(print(command, "--region", "Ontario"))
        .contains("--region requires --country, as in --country CA --region Ontario");
    assertThat(print(command, "--country", "CA", "--region", " "))
        .contains("--region must be a name such as Ontario, but is blank");
  }

  @Test
  void shouldRejectRankingOfCountriesInRegion() {
    assertThat(print("top", "--by", "country", "--country", "CA", "--region", "Ontario"))
        .contains("--by country and --region are mutually exclusive");
  }

  @Test
  void shouldPrintUnusualCitiesOfCountry() {
    assertThat(columns(print("unusual", "--country", "CA", "--format", "csv"), 3))
        .containsExactly("level,city_id,city", "country,,all cities of CA", "city,m1,\"Montréal");
    assertThat(print("unusual", "--country", "US"))
        .isEqualTo("Nothing in this country is unusual.\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"counts", "top", "unusual"})
  void shouldRejectInvalidCountryCode(String command) {
    assertThat(print(command, "--country", "Canada"))
        .contains("--country must be an ISO 3166-1 alpha-2 code such as CA, but is Canada");
  }

  /** Returns the first columns of lines of CSV. */
  private static List<String> columns(String csv, int n) {
    return csv.lines()
        .map(line -> String.join(",", List.of(line.split(",")).subList(0, n)))
        .toList();
  }

  /** Returns what a command prints to either stream. */
  private String print(String... arguments) {
    Result result = run(arguments);
    return result.out() + result.err();
  }
}
