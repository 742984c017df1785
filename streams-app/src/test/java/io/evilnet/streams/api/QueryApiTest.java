package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.core.City;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Comparison.State;
import io.evilnet.streams.unusual.UsualHour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Responses of the queries. */
class QueryApiTest extends ApiTest {

  @Test
  void shouldFindCitiesIgnoringCaseAndAccents() throws Exception {
    JsonNode answer = get("cities?q=MONTREAL");

    assertThat(answer.at("/rows/0/city_id").asText()).isEqualTo("m");
    assertThat(answer.at("/rows/0/latitude").asDouble()).isEqualTo(45.5);
    assertThat(answer.get("found").asInt()).isEqualTo(1);
    assertThat(get("cities?city=t&city=unknown").get("rows").findValuesAsText("city_id"))
        .containsExactly("t");
  }

  @Test
  void shouldReturnSeriesOfAllCitiesByDefault() throws Exception {
    JsonNode answer = get("series");

    assertThat(answer.get("from").asText()).isEqualTo("2026-11-20T14:05:00Z");
    assertThat(answer.get("to").asText()).isEqualTo("2026-11-20T15:05:00Z");
    assertThat(answer.get("rows").toString())
        .isEqualTo(
            "[{\"window_start\":\"2026-11-20T14:40:00Z\",\"city_id\":\"\",\"city\":\"all cities\",\"tweets\":13,\"retweets\":1,\"users\":8,\"received_retweets\":0},"
                + "{\"window_start\":\"2026-11-20T15:00:00Z\",\"city_id\":\"\",\"city\":\"all cities\",\"tweets\":2,\"retweets\":2,\"users\":2,\"received_retweets\":5}]");
  }

  @Test
  void shouldReturnOneMetricOfSelectedCities() throws Exception {
    assertThat(body("series?city=t&city=m&metric=retweets&format=csv"))
        .isEqualTo(
            """
            window_start,city_id,city,retweets,received_retweets
            2026-11-20T14:40:00Z,m,"Montréal, Québec",1,0
            2026-11-20T14:40:00Z,t,"Toronto, Ontario",0,0
            2026-11-20T15:00:00Z,m,"Montréal, Québec",2,5
            """);
  }

  @Test
  void shouldReturnSeriesOfEachCity() throws Exception {
    assertThat(get("series?city=*").get("rows")).hasSize(3);
  }

  @Test
  void shouldAlignRangeToWindows() throws Exception {
    JsonNode answer = get("series?from=2026-11-20T14:36:00Z&to=2026-11-20T14:45:00Z");

    assertThat(answer.get("from").asText()).isEqualTo("2026-11-20T14:40:00Z");
    assertThat(answer.get("rows")).hasSize(1);
  }

  @Test
  void shouldExtendRangeWithinWindowToWholeWindow() throws Exception {
    JsonNode answer = get("series?from=2026-11-20T14:41:00Z&to=2026-11-20T14:42:00Z");

    assertThat(answer.get("from").asText()).isEqualTo("2026-11-20T14:40:00Z");
    assertThat(answer.get("to").asText()).isEqualTo("2026-11-20T14:45:00Z");
  }

  @Test
  void shouldLimitRangeToOpenWindow() throws Exception {
    assertThat(get("totals?until=2027-01-01T00:00:00Z").get("to"))
        .isEqualTo(get("totals").get("to"));
  }

  @Test
  void shouldRankLastHourByDefault() throws Exception {
    assertThat(body("top?format=csv"))
        .isEqualTo(
            """
            rank,city_id,city,tweets,retweets,users,users_error,population,country_code,region,latitude,longitude
            1,t,"Toronto, Ontario",9,0,8,0.0,,CA,Ontario,45.5,-73.5
            2,m,"Montréal, Québec",6,3,3,0.0,1762949,CA,Québec,45.5,-73.5
            """);
    assertThat(get("worst?n=1").at("/rows/0/city_id").asText()).isEqualTo("t");
    assertThat(get("top?until=2026-11-20T14:40:00Z").get("rows")).isEmpty();
    assertThat(store.citiesReads()).isZero();
  }

  @Test
  void shouldRankCitiesOfBoundingBox() throws Exception {
    store.city(new City("s", "Suva", "FJ", -18.1, 178.4));
    store.row(OPEN, "s", 5, 0, 1);

    assertThat(get("top").get("found").asInt()).isEqualTo(3);
    assertThat(get("top?bbox=-80,45,-70,46").get("rows").findValuesAsText("city_id"))
        .containsExactly("t", "m");
    assertThat(get("top?bbox=-80,45,-70,46&n=1").get("found").asInt()).isEqualTo(2);
    assertThat(get("worst?bbox=170,-30,-170,0").get("rows").findValuesAsText("city_id"))
        .containsExactly("s");
    assertThat(get("top?bbox=-170,-30,170,0").get("rows")).isEmpty();
  }

  @Test
  void shouldRankCitiesOfAnyRange() throws Exception {
    Instant yesterday = OPEN.minus(Duration.ofHours(20));
    store.row(yesterday, "x", 30, 9, 4);
    store.row(yesterday, "m", 1, 0, 1);

    for (String day :
        List.of(
            "last=24h",
            "last=P1D",
            "from=2026-11-19T15:00:00Z&to=2026-11-20T15:05:00Z",
            "from=2026-11-19&to=now",
            "from=-1d",
            "from=-7d")) {
      assertThat(body("top?format=csv&" + day))
          .as(day)
          .endsWith(
              """
              2,t,"Toronto, Ontario",9,0,8,0.0,,CA,Ontario,45.5,-73.5
              3,m,"Montréal, Québec",7,3,3,0.0,1762949,CA,Québec,45.5,-73.5
              """);
    }
    assertThat(get("worst?metric=users&last=24h").at("/rows/0/city_id").asText()).isEqualTo("m");
    assertThat(get("top?from=2026-11-19T15:00:00Z&to=2026-11-20T14:00:00Z").get("rows")).hasSize(2);
  }

  @Test
  void shouldCountDistinctUsersAcrossCitiesOfWindow() throws Exception {
    assertThat(get("totals").at("/rows/0/users").asLong()).isEqualTo(8);
    assertThat(get("totals").at("/rows/0/users_error").asDouble()).isZero();
  }

  @Test
  void shouldCountDistinctUsersAcrossWindowsAndCitiesOfRange() throws Exception {
    for (String query : List.of("totals", "series", "series?city=*", "series?city=m&city=t")) {
      assertThat(get(query).get("users").asLong()).as(query).isEqualTo(8);
      assertThat(get(query).get("users_error").asDouble()).as(query).isZero();
    }
    assertThat(get("series?city=m").get("users").asLong()).isEqualTo(3);
  }

  @Test
  void shouldReturnErrorOfEstimate() throws Exception {
    store.row(EARLIER.minusSeconds(300), "m", 20_000, 0, 20_000);
    store.row(EARLIER.plusSeconds(300), "m", 15_000, 0, 15_000);

    JsonNode montreal = get("top").at("/rows/0");

    assertThat(montreal.get("users").asLong()).isBetween(20_000L, 21_000L);
    assertThat(montreal.get("users_error").asDouble()).isBetween(0.01, 0.05);
  }

  @Test
  void shouldReturnNumberOfUnresolvedPosts() throws Exception {
    JsonNode answer = get("totals");

    assertThat(answer.get("tweets").asLong()).isEqualTo(15);
    assertThat(answer.get("unresolved_tweets").asLong()).isEqualTo(6);
    assertThat(answer.get("contained_tweets").asLong()).isEqualTo(1);
    assertThat(answer.at("/rows/1/contained_tweets").asLong()).isEqualTo(1);
    assertThat(answer.get("received_retweets").asLong()).isEqualTo(5);
    assertThat(answer.at("/rows/1/received_retweets").asLong()).isEqualTo(5);
    assertThat(answer.at("/rows/1/unresolved_share").asDouble()).isEqualTo(0.75);
    assertThat(answer.get("newest_window").asText()).isEqualTo(OPEN.toString());
    assertThat(answer.get("oldest_window").asText()).isEqualTo(EARLIER.toString());
  }

  @Test
  void shouldListWindowsWithoutPosts() throws Exception {
    assertThat(body("empty-windows?format=csv"))
        .isEqualTo(
            """
            from,to,windows,where
            2026-11-20T14:05:00Z,2026-11-20T14:40:00Z,7,before_first
            2026-11-20T14:45:00Z,2026-11-20T15:00:00Z,3,between
            """);
  }

  @Test
  void shouldListOngoingAndEndedOutages() throws Exception {
    StreamGap ongoing = StreamGap.open("home", "filtered", OPEN, "network");
    store.gap(ongoing);
    store.gap(
        StreamGap.open("home", "filtered", EARLIER, "stalled")
            .endedAt(OPEN)
            .withRecovered(3)
            .withMade(423));

    assertThat(get("outages").at("/rows/0/to").isNull()).isTrue();
    assertThat(get("outages").at("/rows/0/missed").isNull()).isTrue();
    assertThat(get("outages").at("/rows/1/missed").asInt()).isEqualTo(420);
    assertThat(body("outages?format=csv"))
        .isEqualTo(
            """
            site,connection,from,to,cause,recovered,missed
            home,filtered,2026-11-20T15:00:00Z,,network,0,
            home,filtered,2026-11-20T14:40:00Z,2026-11-20T15:00:00Z,stalled,3,420
            """);
  }

  @Test
  void shouldRankCitiesByRate() throws Exception {
    assertThat(get("top?rate=tweets-per-user").get("rows").findValuesAsText("city_id"))
        .containsExactly("m", "t");
    assertThat(get("worst?rate=retweet-share").get("rows").findValuesAsText("city_id"))
        .containsExactly("t", "m");
    JsonNode known = get("top?rate=per-100000&metric=retweets");
    assertThat(known.get("rate").asText()).isEqualTo("per-100000");
    assertThat(known.get("rows").findValuesAsText("city_id")).containsExactly("m");
    assertThat(known.at("/rows/0/rate").asDouble()).isEqualTo(0.1702);
    assertThat(get("top").at("/rows/0").has("rate")).isFalse();
  }

  @Test
  void shouldRankOnlyCitiesWithMinimumTweets() throws Exception {
    assertThat(get("top?min-tweets=7").get("rows").findValuesAsText("city_id"))
        .containsExactly("t");
    assertThat(get("top?min-tweets=7").get("min_tweets").asInt()).isEqualTo(7);
    assertThat(get("top").get("min_tweets").asInt()).isEqualTo(1);
  }

  @Test
  void shouldListUnusualAreasAndCities() throws Exception {
    assertThat(get("unusual").get("state").asText()).isEqualTo("pending");
    api.compared(Fixture.unusual(Fixture.QUEBEC, Fixture.subject(Fixture.MONTREAL)));

    JsonNode answer = get("unusual");

    assertThat(answer.get("state").asText()).isEqualTo("compared");
    assertThat(answer.get("hours").asInt()).isEqualTo(12);
    assertThat(answer.get("cities").asInt()).isEqualTo(2);
    assertThat(body("unusual?format=csv"))
        .isEqualTo(
            """
            level,city_id,city,country_code,region,ratio,tweets,usual,since,until,score
            region,,"all cities of Québec, CA",CA,Québec,3.1,124,40.0,2026-11-20T14:40:00Z,2026-11-20T15:00:00Z,9.9
            city,m,"Montréal, Québec",CA,Québec,3.1,124,40.0,2026-11-20T14:40:00Z,2026-11-20T15:00:00Z,9.9
            """);
  }

  @Test
  void shouldReturnUsualHourOfCities() throws Exception {
    assertThat(get("usual-hours?city=m").get("state").asText()).isEqualTo("pending");
    UsualHour montreal = new UsualHour("m", "Montréal, Québec", 12, 124, 40.04);
    UsualHour toronto = new UsualHour("t", "Toronto, Ontario", 12, 9, 8.5);
    api.compared(
        new Comparison(
            State.COMPARED, OPEN, 12, 2, List.of(), Map.of("t", toronto, "m", montreal)));

    assertThat(body("usual-hours?format=csv"))
        .isEqualTo(
            """
            city_id,city,windows,tweets,usual
            m,"Montréal, Québec",12,124,40.0
            t,"Toronto, Ontario",12,9,8.5
            """);
    assertThat(get("usual-hours?city=t&city=nowhere").get("rows")).hasSize(1);
    assertThat(get("usual-hours").get("hours").asInt()).isEqualTo(12);
  }
}
