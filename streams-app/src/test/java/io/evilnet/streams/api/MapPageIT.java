package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.BUFFALO;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The map of Canada on the dashboard, in a real browser. */
class MapPageIT extends PageTest {

  private static final String REDUCED_MOTION =
      "return matchMedia('(prefers-reduced-motion: reduce)').matches";

  private static final String SHAPES =
      "return document.querySelectorAll('#map .basemap path').length";

  private static final String RADIUS =
      "return document.querySelector('#map circle[data-id=c]')?.getAttribute('r')";

  private static final String COVERED_LABELS =
      """
      const covered = document.querySelector('.map-zoom').getBoundingClientRect();
      return [...document.querySelectorAll('#map .labels text')].filter((label) => {
        const { left, right, top, bottom } = label.getBoundingClientRect();
        return left < covered.right && right > covered.left && top < covered.bottom && bottom > covered.top;
      }).map((label) => label.textContent).join();
      """;

  @BeforeEach
  void animate() {
    browser.animate();
  }

  @Test
  void shouldKeepMapOfCanadaWhileZoomed() {
    go("/");
    assertThat(browser.run(REDUCED_MOTION)).isEqualTo(false);
    Object canada = browser.run(SHAPES);
    browser.find("[data-zoom=zoomIn]").click();
    until(() -> transform().endsWith("scale(2)"));
    String zoomed = transform();

    for (long tweets : List.of(100, 101)) {
      api.changed(List.of(new CountChange(OPEN, BUFFALO, new Counts(tweets, 0, 5))));
      until(() -> browser.texts("#top .rank-value").get(0).startsWith("" + tweets));
    }

    assertThat(transform()).isEqualTo(zoomed);
    assertThat(browser.run(SHAPES)).isEqualTo(canada);

    browser.find("[data-zoom=wholeMap]").click();
    until(() -> !browser.run(SHAPES).equals(canada));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldRetryLoadOfOutlineAfterFailure() {
    browser.beforeEachPage(
        """
        const read = window.fetch;
        window.failures = 0;
        window.fetch = (url, ...options) => `${url}`.startsWith('data/') && window.failures++ === 0
          ? Promise.resolve(new Response('', { status: 503 })) : read(url, ...options);
        """);
    go("/");

    assertThat((Long) browser.run(SHAPES)).isPositive();
    assertThat(browser.run("return window.failures")).isEqualTo(2L);
  }

  @Test
  void shouldShowEasternmostCity() {
    store.city(new City("c", "St. John's, Newfoundland and Labrador", "CA", 47.56, -52.71));
    store.row(EARLIER, "c", 20, 0, 1);
    go("/");

    until(() -> browser.run(RADIUS) != null);
  }

  @Test
  void shouldScaleCirclesByCitiesOnMap() {
    store.city(new City("c", "Churchill, Manitoba", "CA", 58.8, -94.2));
    store.row(EARLIER, "c", 20, 0, 1);
    go("/");
    browser.find("[data-zoom=zoomIn]").click();
    until(() -> transform().endsWith("scale(2)") && browser.run(RADIUS) != null);
    Object radius = browser.run(RADIUS);

    City mexico = new City("mx", "Ciudad de México, México", "MX", 19.4, -99.1);
    for (long tweets : List.of(2_000, 2_001)) {
      api.changed(List.of(new CountChange(OPEN, mexico, new Counts(tweets, 0, 5))));
      until(() -> browser.texts("#top .rank-value").get(0).startsWith("2,00" + tweets % 10));
    }

    assertThat(browser.run(RADIUS)).isEqualTo(radius);
  }

  @Test
  void shouldShowWorldWhenSelectedCityIsOutsideCanada() {
    go("/");
    Object canada = browser.run(SHAPES);
    browser.find("[data-zoom=zoomIn]").click();
    until(() -> transform().endsWith("scale(2)"));
    store.city(BUFFALO);
    store.row(OPEN, "b", 100, 0, 5);

    browser.find("#search").sendKeys("Buffalo");
    until(() -> browser.texts("#search-results [role=option]").size() == 1);
    browser.find("#search").sendKeys(Keys.ENTER);

    until(() -> !browser.run(SHAPES).equals(canada));
  }

  @Test
  void shouldShowCanadaIfKnownCitiesAbroadHaveNoTweets() {
    go("/");
    Object canada = browser.run(SHAPES);
    store.city(BUFFALO);
    go("/");
    assertThat(browser.run(SHAPES)).isEqualTo(canada);

    api.changed(List.of(new CountChange(OPEN, BUFFALO, new Counts(100, 0, 5))));
    until(() -> !browser.run(SHAPES).equals(canada));
    browser.find("[data-range='6h']").click();

    until(() -> browser.run(SHAPES).equals(canada));
  }

  @Test
  void shouldNotPlaceLabelsBehindButtons() {
    for (int i = 0; i < 9; i++) {
      String id = "w" + i;
      store.city(new City(id, "Westward " + i, "CA", 38 + i % 3 * 2, -122 + i / 3 * 4));
      store.row(EARLIER, id, 1_000 - i, 0, 1);
    }
    go("/");

    until(() -> browser.texts("#map .labels text").size() > 2);
    assertThat(browser.run(COVERED_LABELS)).isEqualTo("");
  }

  private String transform() {
    return browser.find("#map .basemap").getDomAttribute("transform");
  }
}
