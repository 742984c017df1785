package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Revalidation of cached responses by clients. */
class ApiCachingTest extends ApiTest {

  private static final Instant CLOSED = Instant.parse("2026-11-20T13:00:00Z");
  private static final String RANGE = "from=2026-11-20T12:30:00Z&to=2026-11-20T14:00:00Z";

  @BeforeEach
  void count() {
    store.row(CLOSED, "m", 5, 1, 4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "top?",
        "worst?",
        "series?",
        "series?city=*&",
        "countries?",
        "totals?",
        "totals?country=CA&",
        "empty-windows?"
      })
  void shouldReturnNotModifiedForClosedRange(String query) throws Exception {
    HttpResponse<String> first = send(query + RANGE);
    now = now.plusSeconds(1);
    HttpResponse<String> again = send(query + RANGE, tag(first));

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(cacheControl(first)).isEqualTo("private, no-cache");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(again.headers().firstValue("Date")).isPresent();
    assertThat(tag(again)).isEqualTo(tag(first));
    assertThat(send(query + RANGE, "\"other\", " + tag(first)).statusCode()).isEqualTo(304);
    assertThat(send(query + RANGE, "\"other\"").statusCode()).isEqualTo(200);
  }

  @Test
  void shouldVaryByFormatAndEncoding() throws Exception {
    assertThat(send("top?" + RANGE).headers().firstValue("Vary"))
        .contains("Accept, Accept-Encoding");
  }

  @Test
  void shouldReturnDifferentETagsForFormats() throws Exception {
    assertThat(tag(send("top?format=csv&" + RANGE))).isNotEqualTo(tag(send("top?" + RANGE)));
  }

  @Test
  void shouldReturnRepairedRangeAgain() throws Exception {
    String before = tag(send("totals?" + RANGE));
    store.row(CLOSED, "t", 1, 0, 1);

    HttpResponse<String> repaired = send("totals?" + RANGE, before);

    assertThat(repaired.statusCode()).isEqualTo(200);
    assertThat(tag(repaired)).isNotEqualTo(before);
  }

  @Test
  void shouldNotCacheRecentlyChangedRange() throws Exception {
    api.changed(List.of(new CountChange(CLOSED, City.UNRESOLVED, new Counts(1, 0, 1))));

    assertThat(cacheControl(send("top?" + RANGE))).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "top",
        "series?until=2026-11-20T14:45:00Z",
        "totals?last=24h",
        "cities",
        "unusual",
        "runs?" + RANGE,
        "outages?" + RANGE
      })
  void shouldNotCacheChangeableResponses(String query) throws Exception {
    HttpResponse<String> response = send(query);

    assertThat(cacheControl(response)).isEqualTo("no-store");
    assertThat(response.headers().firstValue("ETag")).isEmpty();
  }

  private HttpResponse<String> send(String query, String entityTag)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(uri(query)).header("If-None-Match", entityTag).build(),
        BodyHandlers.ofString(UTF_8));
  }

  private static String tag(HttpResponse<?> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  private static String cacheControl(HttpResponse<?> response) {
    return response.headers().firstValue("Cache-Control").orElseThrow();
  }
}
