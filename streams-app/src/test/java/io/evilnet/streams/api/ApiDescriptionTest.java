package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.TORONTO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Comparison.State;
import io.evilnet.streams.unusual.Finding;
import io.evilnet.streams.unusual.Subject;
import io.evilnet.streams.unusual.UsualHour;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The OpenAPI description against the responses. */
class ApiDescriptionTest extends DescribedApiTest {

  private static final Finding FINDING =
      new Finding(Fixture.subject(TORONTO), EARLIER, OPEN, 124, 40, 9.87);
  private static final Finding WORLD = new Finding(Subject.WORLD, EARLIER, OPEN, 124, 40, 9.87);
  private static final Map<String, UsualHour> USUAL =
      Map.of("t", new UsualHour("t", "Toronto, Ontario", 12, 124, 40));

  @BeforeEach
  void fill() throws Exception {
    store.gap(
        StreamGap.open("home", "filtered", EARLIER, "stalled").endedAt(OPEN).withRecovered(3));
    store.run(
        new BackfillRun(OPEN, "r2", "validate", EARLIER, OPEN, "valid", OPEN, 9L, 0L, 0L, null));
    store.run(
        new BackfillRun(
            EARLIER, "r1", "validate", EARLIER, OPEN, "running", null, null, null, null, null));
    api.compared(new Comparison(State.COMPARED, OPEN, 12, 2, List.of(FINDING, WORLD), USUAL));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cities",
        "series",
        "top",
        "worst",
        "countries",
        "regions",
        "totals",
        "empty-windows",
        "outages",
        "runs",
        "unusual",
        "usual-hours",
        "gaps",
        "ingest-gaps"
      })
  void shouldMatchSchemaAndExample(String path) throws Exception {
    JsonNode answer = get(path);
    JsonNode content = content(path);
    JsonNode example = content.get("example");

    assertThat(violations(content.get("schema"), answer)).isEmpty();
    assertThat(violations(content.get("schema"), example)).isEmpty();
    assertThat(names(answer)).isEqualTo(names(example));
    assertThat(answer.get("rows")).isNotEmpty();
    assertThat(names(answer.at("/rows/0"))).isEqualTo(names(example.at("/rows/0")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "series?metric=users",
        "series?city=*",
        "totals?until=2026-01-01T00:00:00Z",
        "top?country=CA",
        "top?rate=retweet-share",
        "worst?rate=per-100000",
        "regions?country=CA",
        "totals?country=CA&region=Ontario",
        "totals?country=FR",
        "unusual?country=CA"
      })
  void shouldMatchSchemaWithOtherParameters(String query) throws Exception {
    JsonNode content = content(query.substring(0, query.indexOf('?')));

    assertThat(violations(content.get("schema"), get(query))).isEmpty();
  }

  @Test
  void shouldSendEventsMatchingSchema() throws Exception {
    JsonNode content =
        description.at("/paths/~1events/get/responses/200/content/text~1event-stream");
    HttpResponse<InputStream> response =
        client.send(HttpRequest.newBuilder(uri("events")).build(), BodyHandlers.ofInputStream());
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      JsonNode hello = event(lines);
      api.changed(
          List.of(
              new CountChange(OPEN, TORONTO, new Counts(3, 2, 2)),
              new CountChange(OPEN, City.UNRESOLVED, new Counts(7, 0, 7))));
      JsonNode counts = event(lines);
      api.compared(new Comparison(State.COMPARED, OPEN, 12, 2, List.of(), Map.of()));
      api.compared(new Comparison(State.COMPARED, OPEN, 12, 2, List.of(FINDING, WORLD), USUAL));

      for (JsonNode event : List.of(hello, counts, event(lines))) {
        JsonNode example = content.get("examples").get(event.get("event").asText()).get("value");
        assertThat(violations(content.get("schema"), event)).isEmpty();
        assertThat(names(event.get("data"))).isEqualTo(names(example.get("data")));
        assertThat(names(event.at("/data/rows/0"))).isEqualTo(names(example.at("/data/rows/0")));
      }
    }
    assertThat(names(content.get("examples")))
        .containsExactly("beat", "counts", "hello", "unusual");
    for (JsonNode example : content.get("examples")) {
      assertThat(violations(content.get("schema"), example.get("value"))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"top?n=0, 400", "series?city=nowhere, 400", "nothing, default"})
  void shouldReturnErrorsMatchingSchema(String query, String status) throws Exception {
    assertThat(errorViolations(send(query), status)).isEmpty();
  }

  @Test
  void shouldReturnErrorMatchingSchemaWhenCassandraIsUnavailable() throws Exception {
    store.makeUnavailable();

    assertThat(errorViolations(send("top"), "503")).isEmpty();
  }

  @Test
  void shouldDescribeAllProblemTypes() {
    assertThat(description.at("/components/schemas/problem/properties/type/oneOf"))
        .extracting(type -> type.get("const").asText())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("about:blank"),
                    Arrays.stream(ProblemType.values()).map(ProblemType::uri))
                .toList());
  }

  @Test
  void shouldDescribeAllRoutesWithTheirParameters() {
    Set<String> routes = new TreeSet<>(List.of("/events", "/openapi.json"));
    for (Query query : api.queries()) {
      Set<String> expected = new TreeSet<>(query.parameters());
      expected.add("format");
      routes.add("/" + query.path());
      assertThat(parameters(query.path(), "query")).as(query.path()).isEqualTo(expected);
      assertThat(description.at("/paths/~1" + query.path() + "/get/responses").has("304"))
          .as(query.path())
          .isEqualTo(query.dependsOnWindowsOnly());
      assertThat(parameters(query.path(), "header").contains("If-None-Match"))
          .as(query.path())
          .isEqualTo(query.dependsOnWindowsOnly());
      query
          .formerPath()
          .ifPresent(
              path -> {
                routes.add("/" + path);
                assertThat(parameters(path, "query")).as(path).isEqualTo(expected);
                assertThat(description.at("/paths/~1" + path + "/get/deprecated").asBoolean())
                    .isTrue();
              });
    }
    assertThat(names(description.get("paths"))).isEqualTo(routes);
  }

  @Test
  void shouldHaveUniqueOperationIdsAndValidErrorExamples() {
    Set<String> ids = new TreeSet<>();
    for (JsonNode path : description.get("paths")) {
      JsonNode operation = path.get("get");
      assertThat(ids.add(operation.get("operationId").asText())).isTrue();
      assertThat(names(operation.get("responses"))).contains("200", "default");
      for (JsonNode response : operation.get("responses")) {
        JsonNode content = resolved(response).at("/content/application~1problem+json");
        if (!content.isMissingNode()) {
          assertThat(violations(content.get("schema"), content.get("example"))).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cities?limit=1",
        "totals?limit=1",
        "top?from=2026-11-20T12:00:00Z&to=2026-11-20T14:00:00Z",
        "gaps?from=2026-11-20T12:00:00Z&to=2026-11-20T14:00:00Z"
      })
  void shouldDescribeResponseHeaders(String query) throws Exception {
    HttpResponse<String> response = send(query);

    assertThat(List.of("ETag", "Link", "Deprecation"))
        .filteredOn(name -> response.headers().firstValue(name).isPresent())
        .isNotEmpty()
        .isSubsetOf(headers(query.substring(0, query.indexOf('?'))));
  }

  @Test
  void shouldDescribeServerByRelativeUrl() {
    assertThat(uri("openapi.json").resolve(description.at("/servers/0/url").asText()))
        .hasPath("/api/v1");
  }
}
