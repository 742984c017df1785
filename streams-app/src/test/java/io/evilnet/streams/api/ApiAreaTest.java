package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.BUFFALO;
import static io.evilnet.streams.api.Fixture.CANADA;
import static io.evilnet.streams.api.Fixture.MONTREAL;
import static io.evilnet.streams.api.Fixture.QUEBEC;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Subject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries of the cities of a country or region. */
class ApiAreaTest extends ApiTest {

  private static final Instant CLOSED = Instant.parse("2026-11-20T13:00:00Z");
  private static final Comparison FIVE_UNUSUAL =
      Fixture.unusual(
          Subject.WORLD, CANADA, QUEBEC, Fixture.subject(MONTREAL), Fixture.subject(BUFFALO));

  @BeforeEach
  void countAbroad() {
    Fixture.countAbroad(store);
  }

  @Test
  void shouldFindCitiesOfCountry() throws Exception {
    JsonNode page = get("cities?country=US&limit=1");

    assertThat(page.get("found").asInt()).isEqualTo(2);
    assertThat(page.at("/rows/0/city_id").asText()).isEqualTo("b");
    assertThat(
            get("cities?country=US&cursor=" + page.get("next").asText())
                .get("rows")
                .findValuesAsText("city_id"))
        .containsExactly("d");
    assertThat(get("cities?country=us&q=det").get("rows")).hasSize(1);
    assertThat(get("cities?country=CA&q=det").get("rows")).isEmpty();
  }

  @Test
  void shouldRankCitiesOfCountry() throws Exception {
    assertThat(body("top?country=US&format=csv"))
        .isEqualTo(
            """
            rank,city_id,city,tweets,retweets,users,users_error,population,country_code,region,latitude,longitude
            1,b,"Buffalo, NY",20,5,4,0.0,,US,NY,45.5,-73.5
            2,d,"Detroit, MI",2,1,9,0.0,,US,MI,45.5,-73.5
            """);
    assertThat(get("top").at("/rows/0/city_id").asText()).isEqualTo("b");
    assertThat(get("top?country=CA").at("/rows/0/city_id").asText()).isEqualTo("t");
    assertThat(get("worst?country=US&n=1").at("/rows/0/city_id").asText()).isEqualTo("d");
  }

  /** With posts in more than 500 cities, but in only two of the United States. */
  @Test
  void shouldDeriveMinimumTweetsFromCitiesOfCountry() throws Exception {
    for (int i = 0; i < 500; i++) {
      store.city("c" + i, "City " + i);
      store.row(EARLIER, "c" + i, 1, 0, 1);
    }

    assertThat(get("worst").get("min_tweets").asInt()).isEqualTo(10);
    assertThat(get("worst?country=US").get("min_tweets").asInt()).isEqualTo(1);
  }

  @Test
  void shouldReturnTotalsOfCountryWithDistinctUsers() throws Exception {
    JsonNode answer = get("totals?country=US");

    assertThat(answer.get("tweets").asLong()).isEqualTo(22);
    assertThat(answer.get("users").asLong()).isEqualTo(9);
    assertThat(answer.at("/rows/0/cities").asLong()).isEqualTo(2);
    assertThat(answer.at("/rows/0/retweets").asLong()).isEqualTo(5);
    assertThat(answer.at("/rows/0/users").asLong()).isEqualTo(9);
  }

  /** The window has 6 unresolved posts and 3 with a city, 1 of them in the country. */
  @Test
  void shouldReturnUnresolvedPostsRegardlessOfCountry() throws Exception {
    JsonNode window = get("totals?country=US").at("/rows/1");

    assertThat(window.get("tweets").asLong()).isEqualTo(1);
    assertThat(window.get("unresolved_tweets").asLong()).isEqualTo(6);
    assertThat(window.get("unresolved_share"))
        .isEqualTo(get("totals").at("/rows/1/unresolved_share"));
  }

  @Test
  void shouldReturnSeriesOfCountry() throws Exception {
    assertThat(body("series?country=US&format=csv"))
        .isEqualTo(
            """
            window_start,city_id,city,tweets,retweets,users,received_retweets
            2026-11-20T14:40:00Z,,all cities of US,21,5,9,0
            2026-11-20T15:00:00Z,,all cities of US,1,1,1,0
            """);
    assertThat(get("series?country=US&city=*").get("rows").findValuesAsText("city_id"))
        .containsExactly("b", "d", "d");
    assertThat(get("series?country=US&city=*").get("users").asLong()).isEqualTo(9);
    assertThat(get("series?country=US&city=b&city=m").get("rows").findValuesAsText("city_id"))
        .containsExactly("b");
  }

  @Test
  void shouldListUnusualAreasAndCitiesOfCountry() throws Exception {
    api.compared(FIVE_UNUSUAL);

    assertThat(get("unusual?country=US").get("rows").findValuesAsText("city_id"))
        .containsExactly("b");
    assertThat(get("unusual?country=CA").get("rows").findValuesAsText("level"))
        .containsExactly("country", "region", "city");
    assertThat(get("unusual?country=CA&region=quebec").get("rows").findValuesAsText("level"))
        .containsExactly("region", "city");
    assertThat(get("unusual").get("rows")).hasSize(5);
  }

  @Test
  void shouldListCountriesOfRange() throws Exception {
    assertThat(body("countries?format=csv"))
        .isEqualTo(
            """
            country_code,cities,tweets,retweets,users,users_error
            US,2,22,6,9,0.0
            CA,2,15,3,8,0.0
            """);
    assertThat(body("countries?format=csv&until=2026-11-20T14:40:00Z").lines()).hasSize(1);
  }

  @Test
  void shouldListRegionsOfCountry() throws Exception {
    store.city("l", "Laval, Quebec", "CA");
    store.city("i", "Iqaluit", "CA");
    store.row(EARLIER, "l", 1, 0, 5);
    store.row(EARLIER, "i", 1, 0, 1);

    assertThat(body("regions?country=ca&format=csv"))
        .isEqualTo(
            """
            country_code,region,cities,tweets,retweets,users,users_error
            CA,Ontario,1,9,0,8,0.0
            CA,Québec,2,7,3,5,0.0
            CA,,1,1,0,1,0.0
            """);
    assertThat(get("regions").at("/rows/0/region").asText()).isEqualTo("NY");
    assertThat(get("regions").get("rows")).hasSize(5);
    assertThat(get("regions?country=FR").get("rows")).isEmpty();
  }

  @Test
  void shouldRestrictQueriesToRegionIgnoringAccents() throws Exception {
    store.city("q", "Paris, Québec", "FR");
    store.row(EARLIER, "q", 50, 0, 50);

    for (String query : List.of("cities", "top", "worst", "series?city=*")) {
      assertThat(get(and(query, "country=CA&region=quebec")).get("rows"))
          .as(query)
          .isNotEmpty()
          .allSatisfy(row -> assertThat(row.get("city_id").asText()).isEqualTo("m"));
    }
    assertThat(get("series?country=CA&region=QUEBEC").at("/rows/0/city").asText())
        .isEqualTo("all cities of Québec, CA");
    assertThat(get("series?country=CA&region=Ontario&city=m&city=t").get("rows"))
        .extracting(row -> row.get("city_id").asText())
        .containsOnly("t");
    JsonNode totals = get("totals?country=CA&region=Qu%C3%A9bec");
    assertThat(totals.get("tweets").asLong()).isEqualTo(6);
    assertThat(totals.get("users").asLong()).isEqualTo(3);
    assertThat(totals.at("/rows/1/unresolved_tweets").asLong()).isEqualTo(6);
  }

  @Test
  void shouldReturnRegionOfCity() throws Exception {
    assertThat(get("cities?q=buffalo").at("/rows/0/region").asText()).isEqualTo("NY");
    store.city("i", "Iqaluit", "CA");
    assertThat(get("cities?q=iqaluit").at("/rows/0/region").isNull()).isTrue();
  }

  /** Otherwise each code would read all windows once and replace totals in the cache. */
  @ParameterizedTest
  @ValueSource(strings = {"country=QQ", "country=QQ&region=a", "country=CA&region=a"})
  void shouldNotReadTotalsOfAreaWithoutCities(String area) throws Exception {
    JsonNode totals = get("totals?" + area);
    JsonNode series = get("series?" + area);

    assertThat(store.areaReads()).isZero();
    assertThat(totals.get("tweets").asLong()).isZero();
    assertThat(totals.at("/rows/1/unresolved_tweets").asLong()).isEqualTo(6);
    assertThat(totals.at("/rows/1/unresolved_share"))
        .isEqualTo(get("totals").at("/rows/1/unresolved_share"));
    assertThat(series.get("rows").findValuesAsText("tweets")).containsOnly("0");
    assertThat(get("totals?country=US").get("tweets").asLong()).isEqualTo(22);
    assertThat(store.areaReads()).isEqualTo(1);
  }

  @Test
  void shouldFindCitiesByAnyNameOfProvince() throws Exception {
    store.city("h", "Halifax, Nouvelle-Écosse", "CA");
    store.row(EARLIER, "h", 1, 0, 1);

    for (String name : List.of("NS", "Nova%20Scotia", "nouvelle-ecosse")) {
      assertThat(get("cities?country=CA&region=" + name).at("/rows/0/region").asText())
          .isEqualTo("Nova Scotia");
    }
    assertThat(get("series?country=CA&region=ns").at("/rows/0/city").asText())
        .isEqualTo("all cities of Nova Scotia, CA");
  }

  @Test
  void shouldReturnNoRowsForRegionWithoutCities() throws Exception {
    assertThat(get("top?country=CA&region=Yukon").get("rows")).isEmpty();
    assertThat(get("totals?country=CA&region=Yukon").get("tweets").asLong()).isZero();
    assertThat(get("series?country=CA&region=Yukon").at("/rows/0/city").asText())
        .isEqualTo("all cities of yukon, CA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cities", "top", "worst", "totals", "series", "unusual"})
  void shouldRejectRegionWithoutCountryOrName(String path) throws Exception {
    assertThat(problem(path + "?region=Ontario"))
        .startsWith("region requires country, as in country=CA&region=Ontario");
    assertThat(problem(path + "?country=CA&region=%20"))
        .isEqualTo("region must be the name of a region such as Ontario, but is ' '");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cities", "top", "worst", "series?city=*", "unusual"})
  void shouldReturnNoRowsForCountryWithoutCities(String query) throws Exception {
    api.compared(FIVE_UNUSUAL);

    assertThat(get(query).get("rows")).isNotEmpty();
    assertThat(get(and(query, "country=FR")).get("rows")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"totals", "series"})
  void shouldReturnZeroInEachWindowOfCountryWithoutCities(String query) throws Exception {
    assertThat(get(query + "?country=FR").get("rows").findValuesAsText("tweets"))
        .isNotEmpty()
        .containsOnly("0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"top", "worst", "totals", "series", "series?city=*", "countries", "regions"})
  void shouldReturnDifferentETagsForAreas(String query) throws Exception {
    store.row(CLOSED, "m", 5, 1, 4);
    store.row(CLOSED, "t", 6, 1, 5);
    store.row(CLOSED, "b", 7, 1, 4);
    String closed = and(query, "from=2026-11-20T12:30:00Z&to=2026-11-20T14:00:00Z");
    if (query.equals("countries") || query.equals("regions")) {
      assertThat(send(closed).headers().firstValue("ETag")).isPresent();
    } else {
      assertThat(
              List.of(
                  closed,
                  closed + "&country=CA",
                  closed + "&country=CA&region=Ontario",
                  closed + "&country=US"))
          .extracting(one -> send(one).headers().firstValue("ETag").orElseThrow())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void shouldLinkNextPageOfSameCountry() throws Exception {
    assertThat(send("totals?country=US&limit=1").headers().firstValue("Link").orElseThrow())
        .startsWith("<?country=US&limit=1&cursor=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "CAN", "C1", "CA,US"})
  void shouldRejectInvalidCountryCode(String code) throws Exception {
    for (String path : List.of("cities", "top", "worst", "totals", "series", "unusual")) {
      assertThat(problem(path + "?country=" + code))
          .isEqualTo("country must be an ISO 3166-1 alpha-2 code such as CA, but is '%s'", code);
    }
  }

  /** Returns the detail of an invalid parameter. */
  private String problem(String query) throws Exception {
    JsonNode problem = json.readTree(send(query).body());
    assertThat(problem.get("type").asText()).isEqualTo("/api#invalid-parameter");
    return problem.get("detail").asText();
  }

  private static String and(String query, String parameters) {
    return query + (query.contains("?") ? "&" : "?") + parameters;
  }
}
