package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Counts per 100,000 inhabitants on the dashboard, in a real browser. */
class PerCapitaPageIT extends PageTest {

  @Test
  void shouldCompareCitiesWithKnownPopulation() throws Exception {
    store.city("l", "Laval, Québec");
    store.row(EARLIER, "l", 2, 1, 2);
    go("/");
    assertThat(browser.texts("#top .rank-name"))
        .containsExactly("Toronto Ontario", "Montréal Québec", "Laval Québec");
    assertThat(browser.find("#excluded").isDisplayed()).isFalse();

    browser.find("#per-capita").click();

    until(
        () -> browser.texts("#top .rank-name").equals(List.of("Laval Québec", "Montréal Québec")));
    assertThat(browser.texts("#top .rank-value").get(0)).startsWith("0.456").contains("2 tweets");
    assertThat(browser.texts("#worst .rank-name"))
        .containsExactly("Montréal Québec", "Laval Québec");
    assertThat(browser.text("#top-note")).isEqualTo("most tweets per 100,000, last hour");
    assertThat(browser.texts("#map circle")).hasSize(2);
    assertThat(browser.text("#map-note")).isEqualTo("2 cities by tweets per 100,000, last hour");
    assertThat(browser.text("#excluded"))
        .isEqualTo(
            "1 of 3 cities excluded: population unknown."
                + " Populations: Statistics Canada, 2021 Census.");
    assertThat(body(browser.find("#top-csv").getDomProperty("href")))
        .contains("\"Laval, Québec\",2,1,2,0.0,438366");
    assertThat(browser.address()).contains("per=100000");
    assertAccessible("per capita");

    browser.find("#per-capita").click();
    until(() -> browser.texts("#map circle").size() == 3);
    assertThat(browser.console()).isEmpty();

    browser.find("#per-capita").click();
    store.makeUnavailable();
    browser.find("[data-range='6h']").click();
    until(() -> browser.text("#top").equals("unavailable"));
    assertThat(browser.find("#excluded").isDisplayed()).isFalse();
  }

  @Test
  void shouldShowRateOnCityCard() {
    store.city(new City("b", "Buffalo, NY", "US", 42.9, -78.9));
    store.row(EARLIER, "b", 4, 1, 3);
    go("/?per=100000&city=m&card=m");
    until(() -> browser.text("#card-facts").contains("0.34 tweets, 1,762,949 inhabitants"));
    assertThat(browser.text("#card-facts")).contains("2 of 2 by tweets per 100,000");

    go("/?per=100000&city=b&card=b");
    until(() -> browser.text("#card-facts").contains("inhabitants (GeoNames)"));
    assertThat(browser.text("#excluded"))
        .endsWith("Populations: GeoNames; Statistics Canada, 2021 Census.");

    go("/?city=t&card=t");
    until(() -> browser.text("#card-facts").contains("– population unknown"));
  }
}
