package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.BUFFALO;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The map of Canada on the dashboard, in a real browser. */
class MapPageIT extends PageTest {

  private static final String SHAPES =
      "return document.querySelectorAll('#map .ground path').length";

  private static final String COVERED_LABELS =
      """
      const covered = document.querySelector('.map-zoom').getBoundingClientRect();
      return [...document.querySelectorAll('#map .labels text')].filter((label) => {
        const { left, right, top, bottom } = label.getBoundingClientRect();
        return left < covered.right && right > covered.left && top < covered.bottom && bottom > covered.top;
      }).map((label) => label.textContent).join();
      """;

  @Test
  void shouldKeepTheMapOfCanadaWhileItIsZoomed() {
    go("/");
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
  void shouldShowTheWorldIfASelectedCityIsAbroad() {
    go("/");
    Object canada = browser.run(SHAPES);
    browser.find("[data-zoom=zoomIn]").click();
    until(() -> transform().endsWith("scale(2)"));
    store.city(BUFFALO);
    store.row(OPEN, "b", 100, 0, 5);

    browser.find("#search").sendKeys("Buffalo");
    until(() -> browser.texts("#found [role=option]").size() == 1);
    browser.find("#search").sendKeys(Keys.ENTER);

    until(() -> !browser.run(SHAPES).equals(canada));
  }

  @Test
  void shouldPlaceNoLabelBelowTheButtons() {
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
    return browser.find("#map .ground").getDomAttribute("transform");
  }
}
