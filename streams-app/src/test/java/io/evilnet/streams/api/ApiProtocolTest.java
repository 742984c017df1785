package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of the whole API: hostile input, headers, events. */
class ApiProtocolTest extends ApiTest {

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
        "empty-windows?last=1h%26format=csv",
      })
  void shouldReturnValidJsonForHostileInput(String query) throws Exception {
    HttpResponse<String> response = send(query);

    assertThat(response.statusCode()).isIn(200, 400);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .matches("application/(problem\\+)?json.*");
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(json.readTree(response.body()).isObject()).isTrue();
  }

  @Test
  void shouldEscapeFormulasInCsvOnly() throws Exception {
    store.city("f", "=HYPERLINK(1)");
    store.row(OPEN, "f", 1, 0, 1);

    assertThat(body("series?city=f&format=csv")).contains(",'=HYPERLINK(1),");
    assertThat(get("cities?q=script").at("/rows/0/city").asText()).isEqualTo(MARKUP);
  }

  @Test
  void shouldSendSecurityHeaders() throws Exception {
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
  void shouldServeOnlyFilesOfDashboard() throws Exception {
    assertThat(send("../../").body()).contains("<title>EvilNet");
    assertThat(send("../../js/app.js").statusCode()).isEqualTo(200);
    assertThat(send("../../%2e%2e/HttpServer.class").statusCode()).isIn(400, 404);
    assertThat(send("../../..%2f..%2flogback.xml").statusCode()).isIn(400, 404);
  }

  @Test
  void shouldReturnCsvWhenAccepted() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("top")).header("Accept", "text/csv, */*;q=0.1").build();

    assertThat(client.send(request, BodyHandlers.ofString(UTF_8)).body())
        .startsWith("rank,city_id");
  }

  @ParameterizedTest
  @CsvSource({"gaps, empty-windows", "ingest-gaps, outages"})
  void shouldServeDeprecatedPath(String former, String path) throws Exception {
    HttpResponse<String> response = send(former + "?last=6h");

    assertThat(response.body()).isEqualTo(body(path + "?last=6h"));
    assertThat(response.headers().firstValue("Deprecation")).contains("@1795910400");
    assertThat(response.headers().firstValue("Link"))
        .contains("<" + path + ">; rel=\"successor-version\"");
    assertThat(send(path).headers().firstValue("Deprecation")).isEmpty();
  }

  @Test
  void shouldServeApiDocumentationAtSingleUrl() throws Exception {
    HttpResponse<String> page = send("../../api");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
    assertThat(page.body()).contains("<title>EvilNet: query API");
    assertThat(send("../../api/").headers().firstValue("Location")).contains("../api");
  }

  @ParameterizedTest
  @ValueSource(strings = {"openapi.json", "../../api"})
  void shouldReturnNotModifiedForCachedDescription(String path) throws Exception {
    String tag = send(path).headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        client.send(
            HttpRequest.newBuilder(uri(path)).header("If-None-Match", tag).build(),
            BodyHandlers.ofString());

    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(tag).as("compressed on the fly").startsWith("W/\"");
    assertThat(again.headers().allValues("Vary")).containsExactly("Accept-Encoding");
  }

  @ParameterizedTest
  @CsvSource({
    "top, 200, no-store",
    "top?n=0, 400, no-store",
    "gaps?last=2w, 400, no-store",
    "totals?from=2026-11-20T12:00:00Z&to=2026-11-20T14:00:00Z, 200, 'private, no-cache'",
    "openapi.json, 200, no-cache",
    "../../api, 200, no-cache"
  })
  void shouldRespondToHeadLikeGetWithoutBody(String query, int status, String caching)
      throws Exception {
    HttpResponse<String> head =
        client.send(
            HttpRequest.newBuilder(uri(query)).method("HEAD", BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());

    assertThat(head.statusCode()).isEqualTo(status);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValue("Cache-Control")).contains(caching);
    assertThat(head.headers().firstValue("ETag").isPresent())
        .isEqualTo(caching.contains("no-cache"));
    assertThat(head.headers().firstValue("ETag"))
        .isEqualTo(send(query).headers().firstValue("ETag"));
  }

  @Test
  void shouldPushCountChanges() throws Exception {
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
              new CountChange(OPEN, city, new Counts(3, 2, 2, 4)),
              new CountChange(OPEN, City.UNRESOLVED, new Counts(7, 0, 7))));

      assertThat(event(lines))
          .isEqualTo(
              """
              event: counts
              data: {"now":"2026-11-20T15:02:00Z","rows":[{"window_start":"2026-11-20T15:00:00Z","city_id":"m","city":"Mont\\nréal","country_code":"CA","region":null,"latitude":45.5,"longitude":-73.5,"tweets":3,"retweets":2,"users":2,"received_retweets":4},{"window_start":"2026-11-20T15:00:00Z","tweets":7,"retweets":0,"users":7,"received_retweets":0}]}
              """);
    }
  }

  @Test
  void shouldEndEventStreamsWhenServerStops() throws Exception {
    client.send(HttpRequest.newBuilder(uri("events")).build(), BodyHandlers.ofInputStream());
    server.close();

    assertTimeoutPreemptively(Duration.ofSeconds(60), api::close);
  }

  private static String event(BufferedReader lines) throws IOException {
    List<String> event = new ArrayList<>();
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      event.add(line);
    }
    return String.join("\n", event) + "\n";
  }
}
