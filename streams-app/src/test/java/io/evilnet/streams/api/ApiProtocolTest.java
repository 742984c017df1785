package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of the whole API: parameters, errors, hostile input, headers, its description, events. */
class ApiProtocolTest extends ApiTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          series?last=2h                                       | last   | last must be 1h, 6h or 24h, but is '2h'
          series?last=24h&city=*                               | last   | last must be at most 6h here, but is '24h'
          series?lst=1h                                        | lst    | parameter 'lst' is not known here; known are city, format, from, last, metric, to, until
          series?from=2026-11-20T14:00:00Z                     | to     | to must be given with from
          series?from=x&to=2026-11-20T14:00:00Z                | from   | from must be a time such as 2026-11-20T14:00:00Z, of the years 1970 to 9999, but is 'x'
          series?from=2026-11-20T14:00:00Z&to=2026-11-20T14:00:00Z | to | to must be after from, which is 2026-11-20T14:00:00Z, but is '2026-11-20T14:00:00Z'
          series?from=2026-01-01T00:00:00Z&to=2026-11-20T14:00:00Z | to | to must be at most 168h after from, which is 2026-01-01T00:00:00Z, but is '2026-11-20T14:00:00Z'
          series?from=2026-11-20T14:00:00Z&to=2026-11-20T15:00:00Z&last=1h | last | last must not be given together with from and to
          series?until=-999999999-01-01T00:00:00Z              | until  | until must be a time such as 2026-11-20T14:00:00Z, of the years 1970 to 9999, but is '-999999999-01-01T00:00:00Z'
          series?metric=likes                                  | metric | metric must be tweets, retweets or users, but is 'likes'
          series?city=nowhere                                  | city   | city must be the id of a city that has been counted, as cities answers it, but is 'nowhere'
          series?city=                                         | city   | city must be of 1 to 256 characters, but is ''
          top?last=6h&from=2026-11-20T14:00:00Z                | last   | last must not be given together with from and to
          top?n=0                                              | n      | n must be a whole number from 1 to 10000, but is '0'
          top?n=99999999999                                    | n      | n must be a whole number from 1 to 10000, but is '99999999999'
          top?n=1&n=2                                          | n      | n must be given once, but is '2 of them'
          cities?limit=1e3                                     | limit  | limit must be a whole number from 1 to 10000, but is '1e3'
          totals?format=xml                                    | format | format must be json or csv, but is 'xml'
          """)
  void shouldNameParameterRuleAndValueWhenARuleIsBroken(
      String query, String parameter, String message) throws Exception {
    HttpResponse<String> response = send(query);

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode error = json.readTree(response.body());
    assertThat(error.get("parameter").asText()).isEqualTo(parameter);
    assertThat(error.get("message").asText()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cities?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "cities?q=%00%0d%0aSet-Cookie:%20a=b",
        "cities?q=%ff%fe",
        "cities?q=%F0%9F%98%88",
        "cities?q='%20OR%201=1--",
        "series?city=%27%3B%20DROP%20TABLE%20evilnet.cities%3B--",
        "series?%3Cimg%20src=x%3E=1",
        "top?n=%0a5",
        "top?metric=users%27%20OR%20%271%27=%271",
        "totals?until=2026-11-20T14:00:00Z%3BDROP%20KEYSPACE%20evilnet",
        "series?city=..%2F..%2F..%2Fetc%2Fpasswd",
        "series?city=m&city=m&city=%2A%3Bm",
        "runs?limit=-1&limit=2",
        "gaps?last=1h%26format=csv",
      })
  void shouldDoNothingOnHostileInput(String query) throws Exception {
    HttpResponse<String> response = send(query);

    assertThat(response.statusCode()).isIn(200, 400);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(json.readTree(response.body()).isObject()).isTrue();
  }

  @Test
  void shouldNotLetANameBecomeAFormulaOrAHeaderOfAnything() throws Exception {
    store.city("f", "=HYPERLINK(1)");
    store.row(OPEN, "f", 1, 0, 1);

    assertThat(body("series?city=f&format=csv")).contains(",'=HYPERLINK(1),");
    assertThat(get("cities?q=script").at("/rows/0/city").asText()).isEqualTo(MARKUP);
  }

  @Test
  void shouldAskToTryAgainWhenCassandraIsAway() throws Exception {
    store.goAway();
    HttpResponse<String> away = send("totals");

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).contains("2");
    assertThat(json.readTree(away.body()).get("message").asText())
        .isEqualTo(
            "Cassandra cannot be read (no node answers); counting goes on, try again in a moment");

    store.comeBack();
    assertThat(send("totals").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldTellTheBrowserWhatToRefuse() throws Exception {
    for (HttpResponse<String> response : List.of(send("top"), send("nothing"), send("../../"))) {
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self'")
          .doesNotContain("unsafe");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
    assertThat(send("top").headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(send("nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void shouldServeTheDashboardAndNothingBesideIt() throws Exception {
    assertThat(send("../../").body()).contains("<title>EvilNet");
    assertThat(send("../../js/app.js").statusCode()).isEqualTo(200);
    assertThat(send("../../%2e%2e/HttpServer.class").statusCode()).isIn(400, 404);
    assertThat(send("../../..%2f..%2flogback.xml").statusCode()).isIn(400, 404);
  }

  @Test
  void shouldAnswerCsvWhenThatIsWhatIsAccepted() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("top")).header("Accept", "text/csv, */*;q=0.1").build();

    assertThat(client.send(request, BodyHandlers.ofString(UTF_8)).body())
        .startsWith("rank,city_id");
  }

  @Test
  void shouldDescribeTheRoutesThereAreWithTheParametersTheyTake() throws Exception {
    JsonNode description = get("openapi.json");
    Set<String> described = new TreeSet<>();
    description.get("paths").fieldNames().forEachRemaining(described::add);
    Set<String> routes = new TreeSet<>(List.of("/events", "/openapi.json"));
    for (Query query : api.queries()) {
      routes.add("/" + query.path());
      Set<String> expected = new TreeSet<>(query.parameters());
      expected.add("format");
      Set<String> found = new TreeSet<>();
      for (JsonNode parameter : description.at("/paths/~1" + query.path() + "/get/parameters")) {
        String reference = parameter.path("$ref").asText();
        found.add(
            reference.isEmpty()
                ? parameter.get("name").asText()
                : description.at(reference.substring(1)).get("name").asText());
      }
      assertThat(found).as(query.path()).isEqualTo(expected);
    }
    assertThat(described).isEqualTo(routes);
  }

  @Test
  void shouldNotSendTheDescriptionAgainWhenItIsKnown() throws Exception {
    String tag = send("openapi.json").headers().firstValue("ETag").orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(uri("openapi.json")).header("If-None-Match", tag).build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(304);
  }

  @Test
  void shouldPushWhatChanges() throws Exception {
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(uri("events")).build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      assertThat(event(lines))
          .isEqualTo(
              """
              event: hello
              data: {"now":"2026-11-20T15:02:00Z","window_seconds":300,"grace_seconds":900,"store_up":true,"simulated":true}
              """);

      City city = new City("m", "Mont\nréal", "CA", 45.5, -73.5);
      api.changed(
          List.of(
              new CountChange(OPEN, city, new Counts(3, 2, 2)),
              new CountChange(OPEN, City.UNRESOLVED, new Counts(7, 0, 7))));

      assertThat(event(lines))
          .isEqualTo(
              """
              event: counts
              data: {"now":"2026-11-20T15:02:00Z","rows":[{"window_start":"2026-11-20T15:00:00Z","city_id":"m","city":"Mont\\nréal","country_code":"CA","latitude":45.5,"longitude":-73.5,"tweets":3,"retweets":2,"users":2},{"window_start":"2026-11-20T15:00:00Z","tweets":7,"retweets":0,"users":7}]}
              """);
    }
  }

  private static String event(BufferedReader lines) throws IOException {
    List<String> event = new ArrayList<>();
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      event.add(line);
    }
    return String.join("\n", event) + "\n";
  }
}
