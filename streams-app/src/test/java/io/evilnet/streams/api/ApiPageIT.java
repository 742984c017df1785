package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.streams.dashboard.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documentation of the API in a real browser. */
class ApiPageIT extends ApiTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Test
  void shouldShowEveryOperationWithItsParametersAndExamples() throws Exception {
    JsonNode description = get("openapi.json");
    List<String> operations = new ArrayList<>();
    description.get("paths").fieldNames().forEachRemaining(path -> operations.add(path));

    try (Browser browser = Browser.open()) {
      browser.go(uri("/api#invalid-parameter"));
      await().atMost(TIMEOUT).until(() -> !browser.texts("#problems").isEmpty());

      assertThat(browser.texts("h2 code"))
          .containsExactlyElementsOf(
              operations.stream().map(path -> "GET /api/v1" + path).toList());
      assertThat(browser.texts("nav a")).startsWith("/cities").endsWith("Problem details");
      assertThat(browser.texts("#listCities tbody th"))
          .contains("q", "limit", "found", "rows[].city_id", "503");
      assertThat(browser.text("#listUnusual"))
          .contains("date-time; optional", "missing while pending");
      assertThat(browser.text("#listCities pre")).contains("\"Montréal, Québec\"");
      assertThat(browser.texts("#streamEvents pre")).hasSize(4);
      assertThat(browser.text("#invalid-parameter")).startsWith("/api#invalid-parameter");
      assertThat((Long) browser.run("return Math.round(scrollY)")).isPositive();
      assertThat(browser.violations()).isEqualTo("[]");
      assertThat(browser.console()).isEmpty();
    }
  }
}
