package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.streams.dashboard.Browser;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows whose length does not divide an hour, in the API and on the dashboard. */
class UnevenWindowsIT extends ApiTest {

  private Instant first;

  @Override
  Duration window() {
    return Duration.ofMinutes(7);
  }

  @BeforeEach
  void addRows() {
    Instant open = Windows.floor(NOW, window());
    first = open.minus(window().multipliedBy(7)); // the hour has eight whole windows
    store.city("v", "Victoria, British Columbia");
    store.row(first, "v", 30, 9, 4);
    store.row(open, "v", 5, 1, 2);
  }

  @Test
  void shouldReturnWholeWindowsOfHour() throws IOException, InterruptedException {
    JsonNode series = get("series?city=v&last=1h");

    assertThat(series.get("from").asText()).isEqualTo(first.toString());
    assertThat(series.get("rows")).hasSize(2);
  }

  @Test
  void shouldShowUnevenWindowsOnDashboard() {
    try (Browser browser = Browser.open()) {
      for (String range : List.of("1h", "6h", "24h")) {
        browser.go(uri("/?city=v&range=" + range));
        await()
            .untilAsserted(
                () ->
                    assertThat(browser.texts("#top .rank-value"))
                        .first()
                        .asString()
                        .startsWith("35"));
        browser.find("#trend-table summary").click();
        await()
            .untilAsserted(
                () -> assertThat(browser.texts("#trend-table tbody tr").toString()).contains("30"));
      }
      assertThat(browser.console()).isEmpty();
    }
  }
}
