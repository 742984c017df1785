package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The CSV links of the panels of the dashboard, in a real browser. */
class PanelCsvPageIT extends PageTest {

  private static final String RANGE = "from=2026-11-20T14:35:00Z&to=2026-11-20T14:45:00Z";

  @Test
  void shouldLinkToCsvOfDisplayedRows() throws Exception {
    go("/?metric=users&worst=chosen&city=m&" + RANGE);

    assertThat(csv("#trend-csv"))
        .containsExactly(
            "window_start,city_id,city,users", "2026-11-20T14:40:00Z,m,\"Montréal, Québec\",3");
    assertThat(csv("#top-csv")).hasSize(3);
    assertThat(csv("#top-csv").get(1)).startsWith("1,t,\"Toronto, Ontario\",9,0,8,");
    assertThat(csv("#top-csv").get(2)).startsWith("2,m,\"Montréal, Québec\",4,1,3,");
    assertThat(csv("#worst-csv").get(1)).startsWith("1,m,");
    assertThat(csv("#map-csv")).hasSize(3);
    assertThat(csv("#quality .quality-part:first-child a").get(1))
        .startsWith("2026-11-20T14:40:00Z,2,13,1,8,");
    assertThat(browser.texts("#quality .csv")).hasSize(4);
    assertThat(csv("#quality .quality-part:last-child a").get(0)).startsWith("started_at,");

    browser.find("[data-metric=tweets]").click();
    browser.find("#chips button").click();

    until(() -> href("#trend-csv").contains("metric=tweets"));
    assertThat(csv("#trend-csv").get(1)).isEqualTo("2026-11-20T14:40:00Z,,all cities,13");
    assertThat(csv("#top-csv").get(1)).startsWith("1,t,");
  }

  @Test
  void shouldLinkToCsvOfLiveRange() throws Exception {
    store.city("e", "Évain, Québec");
    store.row(EARLIER, "e", 30, 9, 4);
    go("/?range=24h");

    assertThat(browser.text("#top .rank-name")).startsWith("Victoria");
    assertThat(csv("#top-csv").get(1)).startsWith("1,v,\"Victoria, British Columbia\",30,");
    assertThat(csv("#unusual-csv")).hasSize(1);
    assertThat(browser.texts(".csv:not([download])")).isEmpty();
    assertThat(browser.console()).isEmpty();
  }

  private List<String> csv(String selector) throws IOException, InterruptedException {
    assertThat(href(selector)).contains("format=csv");
    return body(href(selector)).lines().toList();
  }

  private String href(String selector) {
    return browser.find(selector).getDomProperty("href");
  }
}
