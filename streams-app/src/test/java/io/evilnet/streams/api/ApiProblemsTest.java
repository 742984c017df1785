package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Problem details (RFC 9457) of the errors. */
class ApiProblemsTest extends ApiTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          series?last=an%20hour                                | last   | last must be a duration such as 90m or 2d, but is 'an hour'
          series?last=0h                                       | last   | last must be a duration such as 90m or 2d, but is '0h'
          series?last=999999999d                               | last   | last must be at most 168h here, but is '999999999d'
          series?last=24h&city=*                               | last   | last must be at most 6h here, but is '24h'
          series?lst=1h                                        | lst    | unknown parameter 'lst'; supported: city, country, format, from, last, metric, region, to, until
          series?to=2026-11-20T14:00:00Z                       | from   | from is required with to
          series?from=2026-01-01                               | from   | from must be at most 168h before now without to, but is '2026-01-01T00:00:00Z'
          series?from=2026-11-20T15:02:00Z                     | from   | from must be before now without to, but is '2026-11-20T15:02:00Z'
          series?from=x&to=2026-11-20T14:00:00Z                | from   | from must be a time such as 2026-11-20T14:00Z, 2026-11-20 or -2h, from 1970-01-08 to 9999-12-30, but is 'x'
          series?from=2026-11-20T14:00:00Z&to=2026-11-20T14:00:00Z | to | to must be after from, which is 2026-11-20T14:00:00Z, but is '2026-11-20T14:00:00Z'
          series?from=2026-01-01T00:00:00Z&to=2026-11-20T14:00:00Z | to | to must be at most 168h after from, which is 2026-01-01T00:00:00Z, but is '2026-11-20T14:00:00Z'
          series?from=2026-11-20T14:00:00Z&to=2026-11-20T15:00:00Z&last=1h | last | last must not be combined with from and to
          series?until=-999999999-01-01T00:00:00Z              | until  | until must be a time such as 2026-11-20T14:00Z, 2026-11-20 or -2h, from 1970-01-08 to 9999-12-30, but is '-999999999-01-01T00:00:00Z'
          series?metric=likes                                  | metric | metric must be tweets, retweets or users, but is 'likes'
          series?city=nowhere                                  | city   | city must be the id of a counted city, as returned by cities, but is 'nowhere'
          series?city=                                         | city   | city must be of 1 to 256 characters, but is ''
          top?last=6h&from=2026-11-20T14:00:00Z                | last   | last must not be combined with from and to
          top?n=0                                              | n      | n must be a whole number from 1 to 10000, but is '0'
          top?n=99999999999                                    | n      | n must be a whole number from 1 to 10000, but is '99999999999'
          top?n=1&n=2                                          | n      | n must be specified once, but is specified 2 times
          top?bbox=-80,45,-190,46                              | bbox   | bbox must be west,south,east,north in degrees, but is '-80,45,-190,46'
          top?bbox=0x1p3,4d,5,6                                | bbox   | bbox must be west,south,east,north in degrees, but is '0x1p3,4d,5,6'
          cities?limit=1e3                                     | limit  | limit must be a whole number from 1 to 10000, but is '1e3'
          top?country=c%C3%A0                                  | country | country must be an ISO 3166-1 alpha-2 code such as CA, but is 'cà'
          totals?format=xml                                    | format | format must be json or csv, but is 'xml'
          """)
  void shouldReportNameRuleAndValueOfInvalidParameter(
      String query, String parameter, String message) throws Exception {
    HttpResponse<String> response = send(query);

    JsonNode problem = problem(response, 400);
    assertThat(problem.get("type").asText()).isEqualTo("/api#invalid-parameter");
    assertThat(problem.get("parameter").asText()).isEqualTo(parameter);
    assertThat(problem.get("detail").asText()).isEqualTo(message);
  }

  /** Javalin omits values that cannot be decoded, such as %ZZ. */
  @Test
  void shouldRejectParameterThatCannotBeDecoded() {
    Parameters parameters =
        new Parameters(Map.of("last", List.of()), Duration.ofMinutes(5), Instant.EPOCH);

    assertThatThrownBy(() -> parameters.allow(Set.of("last")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessage("last must be percent-encoded UTF-8");
  }

  @Test
  void shouldReturnRetryAfterWhenCassandraIsUnavailable() throws Exception {
    store.makeUnavailable();
    HttpResponse<String> unavailable = send("totals");

    JsonNode problem = problem(unavailable, 503);
    assertThat(unavailable.headers().firstValue("Retry-After")).contains("2");
    assertThat(problem.get("type").asText()).isEqualTo("/api#cassandra-unavailable");
    assertThat(problem.get("detail").asText())
        .isEqualTo(
            "Cassandra is unavailable (no node responds). Counting continues; retry in a moment.");

    store.makeAvailable();
    assertThat(send("totals").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRejectQueryWithTooManyRows() throws Exception {
    LongStream.rangeClosed(1, TooManyRowsException.MAX_ROWS)
        .forEach(i -> store.row(OPEN, "m", 1, 0, 0));

    JsonNode problem = problem(send("series?city=*"), 400);

    assertThat(problem.get("type").asText()).isEqualTo("/api#too-many-rows");
    assertThat(problem.get("detail").asText())
        .isEqualTo(
            "more than 150000 rows: request a shorter range, a smaller area, or individual cities by id");
    assertThat(send("series").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldRankCountryWhenOtherCountriesHaveTooManyRows() throws Exception {
    Fixture.countAbroad(store);
    LongStream.rangeClosed(1, TooManyRowsException.MAX_ROWS)
        .forEach(i -> store.row(OPEN, "m", 1, 0, 0));

    for (String query : List.of("top?country=FR", "top?country=CA&region=a")) {
      assertThat(get(query).get("rows")).isEmpty();
    }
    assertThat(store.rejections()).isZero();
    assertThat(get("top?country=US").get("rows").findValuesAsText("city_id"))
        .containsExactly("b", "d");
    assertThat(get("worst?country=US&region=MI").at("/rows/0/city_id").asText()).isEqualTo("d");
    assertThat(get("regions?country=US").get("rows")).hasSize(2);
    for (String query : List.of("top", "countries", "top?country=CA")) {
      assertThat(problem(send(query), 400).get("type").asText()).isEqualTo("/api#too-many-rows");
    }
    assertThat(store.rejections()).as("all cities, and those of Canada").isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nothing", "../v2/top", "../../nowhere"})
  void shouldReturnNotFoundForUnknownPath(String path) throws Exception {
    assertThat(problem(send(path), 404).toString())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                + "\"detail\":\"no such resource; /api describes the API\","
                + "\"message\":\"no such resource; /api describes the API\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
  void shouldReturnAllowedMethods(String method) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("top"))
                .method(method, BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(problem(response, 405).get("detail").asText())
        .isEqualTo(method + " is not supported");
    assertThat(response.headers().firstValue("Allow")).contains("GET, HEAD");
  }

  @Test
  void shouldHideCauseOfInternalError() throws Exception {
    store.fail(new IllegalStateException("secret"));

    assertThat(problem(send("totals"), 500).get("detail").asText())
        .isEqualTo("internal error; see the log of streams-app");
  }

  private JsonNode problem(HttpResponse<String> response, int status) throws IOException {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode problem = json.readTree(response.body());
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("title").asText()).isNotEmpty();
    assertThat(problem.get("message")).as("deprecated").isEqualTo(problem.get("detail"));
    return problem;
  }
}
