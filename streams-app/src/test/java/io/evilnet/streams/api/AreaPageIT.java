package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.BUFFALO;
import static io.evilnet.streams.api.Fixture.MONTREAL;
import static io.evilnet.streams.api.Fixture.TORONTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.dashboard.Browser;
import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.unusual.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Selection of a country or region on the dashboard, in a real browser. */
class AreaPageIT extends ApiTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  /** Membership of the row of a region in the selected region, in another and in the country. */
  private static final String MATCHES_LINE =
      """
      return (async () => {
        const { matchesLine } = await import('/js/unusual.js');
        const row = { level: 'region', city_id: '', country_code: 'CA', region: 'Québec' };
        return ['quebec', 'Ontario', null].map((region) => matchesLine(row, { country: 'CA', region }, null)).join();
      })()
      """;

  @Test
  void shouldHideCountrySelectionWithOneCountry() throws Exception {
    try (Browser browser = Browser.open()) {
      browser.go(uri("/"));
      await().atMost(TIMEOUT).until(() -> browser.status().equals("live"));
      await().atMost(TIMEOUT).until(() -> browser.texts("#top .rank-name").size() == 2);

      assertThat(browser.find("#country").isDisplayed()).isFalse();
    }
  }

  @Test
  void shouldShowOnlyCitiesOfSelectedCountry() throws Exception {
    store.city("b", "Buffalo, NY", "US");
    store.row(EARLIER, "b", 20, 5, 4);
    api.compared(Fixture.unusual(Subject.WORLD, Fixture.CANADA, Fixture.subject(MONTREAL)));
    try (Browser browser = Browser.open()) {
      browser.go(uri("/?city=b"));
      await().atMost(TIMEOUT).until(() -> browser.status().equals("live"));
      await().atMost(TIMEOUT).until(() -> browser.find("#country").isDisplayed());
      assertThat(browser.texts("#country option"))
          .containsExactly("All countries", "Canada", "United States");
      await().atMost(TIMEOUT).until(() -> browser.texts("#top .rank-name").size() == 3);

      browser.find("#country option[value=CA]").click();

      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser
                      .texts("#top .rank-name")
                      .equals(List.of("Toronto Ontario", "Montréal Québec")));
      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("15", "3", "8")));
      assertThat(browser.address()).contains("country=CA").doesNotContain("city=");
      assertThat(browser.text("#trend-title")).isEqualTo("Tweets: Canada");
      assertThat(browser.text("#map-note")).startsWith("2 cities");
      assertThat(browser.texts("#unusual .rise-name")).containsExactly("Canada", "Montréal Québec");
      assertThat(browser.texts("#chart .rises text").toString()).contains("3.1 × usual since");
      assertThat(browser.find("#trend-csv").getAttribute("href")).contains("country=CA");
      assertThat(browser.violations()).isEqualTo("[]");

      api.changed(
          List.of(
              new CountChange(OPEN, BUFFALO, new Counts(100, 0, 5)),
              new CountChange(OPEN, MONTREAL, new Counts(7, 2, 3))));

      await().atMost(TIMEOUT).until(() -> figures(browser).get(0).equals("20"));
      assertThat(browser.texts("#top .rank-name")).hasSize(2);

      browser.find("#country option[value=US]").click();

      await()
          .atMost(TIMEOUT)
          .until(() -> browser.texts("#top .rank-name").equals(List.of("Buffalo NY")));
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser.texts("#unusual li").equals(List.of("United States: nothing unusual.")));

      browser.go(uri("/?country=us&city=b&city=t"));
      await().atMost(TIMEOUT).until(() -> browser.address().endsWith("/?city=b&country=US"));

      browser.go(uri("/?country=CA&until=2026-11-20T15:00:00Z"));
      await().atMost(TIMEOUT).until(() -> browser.status().equals("past"));
      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("13", "1", "8")));
      assertThat(browser.console()).isEmpty();
    }
  }

  @Test
  void shouldListRegionsOfOnlyCountryInitially() throws Exception {
    store.city("q", "Québec, Québec");
    store.city("l", "Laval, Quebec");
    store.row(EARLIER, "q", 1, 0, 1);
    store.row(EARLIER, "l", 1, 0, 1);
    api.compared(Fixture.unusual(TORONTO));
    try (Browser browser = Browser.open()) {
      browser.go(uri("/?city=t&city=m"));
      await().atMost(TIMEOUT).until(() -> browser.find("#region").isDisplayed());
      assertThat(browser.find("#country").isDisplayed()).isFalse();
      assertThat(browser.texts("#region option"))
          .containsExactly("All regions", "Ontario", "Québec");

      browser.find("#region option[value=Québec]").click();

      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser
                      .texts("#top .rank-name")
                      .equals(List.of("Montréal Québec", "Laval Quebec", "Québec Québec")));
      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("6", "3", "3")));
      assertThat(browser.address()).contains("country=CA&region=Qu%C3%A9bec", "city=m");
      assertThat(browser.address()).doesNotContain("city=t");
      assertThat(browser.texts("#unusual li")).containsExactly("Québec: nothing unusual.");
      assertThat(browser.text("#map-note")).startsWith("3 cities");
      assertThat(browser.find("#top-csv").getAttribute("href"))
          .contains("country=CA&region=Qu%C3%A9bec");
      assertThat(browser.violations()).isEqualTo("[]");

      api.changed(
          List.of(
              new CountChange(OPEN, TORONTO, new Counts(100, 0, 5)),
              new CountChange(OPEN, MONTREAL, new Counts(7, 2, 3))));

      await().atMost(TIMEOUT).until(() -> figures(browser).get(0).equals("11"));

      browser.go(uri("/?country=CA&region=QUEBEC&until=2026-11-20T15:00:00Z"));
      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("6", "1", "3")));
      assertThat(browser.find("#region").getAttribute("value")).isEqualTo("Québec");
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  !browser
                      .find("#map .basemap")
                      .getDomAttribute("transform")
                      .equals("translate(0,0) scale(1)"));

      browser.find("#region option[value='']").click();

      await().atMost(TIMEOUT).until(() -> figures(browser).equals(List.of("15", "1", "8")));
      assertThat(browser.address()).contains("country=CA").doesNotContain("region=");
      assertThat(browser.console()).isEmpty();
    }
  }

  @Test
  void shouldAnnounceNewUnusualCityOfSelectedCountry() {
    City gander = new City("g", "Gander, Newfoundland and Labrador", "CA", 48.95, -54.6);
    try (Browser browser = Browser.open()) {
      browser.go(uri("/?country=CA"));
      await().atMost(TIMEOUT).until(() -> browser.texts("#top .rank-name").size() == 2);
      store.city(gander);
      store.city(BUFFALO);

      api.compared(Fixture.unusual(gander, BUFFALO));

      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser
                      .text("#announcer")
                      .equals("Unusual: Gander, Newfoundland and Labrador, 3.1 × usual"));
    }
  }

  @Test
  void shouldShowRegionNameOfApi() {
    try (Browser browser = Browser.open()) {
      browser.go(uri("/?country=CA&region=quebec"));
      await().atMost(TIMEOUT).until(() -> browser.text("#trend-title").equals("Tweets: Québec"));
      assertThat(browser.address()).endsWith("/?country=CA&region=Qu%C3%A9bec");

      browser.go(uri("/?country=CA&region=qc&city=m&city=t"));
      await()
          .atMost(TIMEOUT)
          .until(() -> browser.address().endsWith("/?city=m&country=CA&region=Qu%C3%A9bec"));
    }
  }

  @Test
  void shouldNameFilterOfEmptyList() {
    for (int i = 0; i < 500; i++) {
      store.city("c" + i, "City " + i);
      store.row(EARLIER, "c" + i, 1, 0, 1);
    }
    try (Browser browser = Browser.open()) {
      browser.go(uri("/"));
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser
                      .texts("#worst li")
                      .equals(List.of("No city with at least 10 tweets in this range.")));

      browser.go(uri("/?country=FR"));
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser
                      .texts("#top li")
                      .equals(List.of("France: no city with tweets in this range.")));
      browser.find("#search").sendKeys("Toronto");
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser.texts("#search-results li").equals(List.of("France: no matching city")));
    }
  }

  /** Letters such as ø do not match their base letters, in the API and on the dashboard. */
  @Test
  void shouldExcludePostsOfRegionWithSimilarName() throws Exception {
    City north = new City("n", "By, Sør", "NO", 60, 10);
    City other = new City("o", "By, Sor", "NO", 61, 10);
    store.city(north);
    store.city(other);
    store.row(EARLIER, "n", 2, 0, 1);
    store.row(EARLIER, "o", 1, 0, 1);
    try (Browser browser = Browser.open()) {
      browser.go(uri("/?country=NO&region=S%C3%B8r"));
      await().atMost(TIMEOUT).until(() -> browser.status().equals("live"));
      await().atMost(TIMEOUT).until(() -> figures(browser).get(0).equals("2"));

      api.changed(
          List.of(
              new CountChange(OPEN, other, new Counts(100, 0, 5)),
              new CountChange(OPEN, north, new Counts(7, 2, 3))));

      await().atMost(TIMEOUT).until(() -> figures(browser).get(0).equals("9"));
      assertThat(browser.texts("#top .rank-name")).containsExactly("By Sør");
    }
  }

  @Test
  void shouldMatchRegionsIgnoringCaseAndAccents() {
    try (Browser browser = Browser.open()) {
      browser.go(uri("/"));
      assertThat(browser.run(MATCHES_LINE)).isEqualTo("true,false,false");
    }
  }

  private static List<String> figures(Browser browser) {
    return browser.texts("#tiles .tile-figure");
  }
}
