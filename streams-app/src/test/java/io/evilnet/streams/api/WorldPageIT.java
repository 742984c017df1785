package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The dashboard with 10,000 active of 150,000 known cities of all countries, in a real browser. */
class WorldPageIT extends PageTest {

  private static final int KNOWN = 150_000;
  private static final int ACTIVE = 10_000;
  private static final long MAX_BYTES = 300_000;

  private static final String PAINTED =
      "const canvas = document.querySelector('#map canvas');"
          + "return canvas.width > 0 && canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some(byte => byte > 0)";

  /** Moves the pointer to a cluster and clicks it. */
  private static final String CLICK_CLUSTER =
      """
      const stage = document.querySelector('.map-stage');
      const { left, top, width, height } = stage.getBoundingClientRect();
      for (let y = 4; y < height; y += 8) {
        for (let x = 4; x < width; x += 8) {
          const at = { bubbles: true, clientX: left + x, clientY: top + y };
          stage.dispatchEvent(new PointerEvent('pointermove', at));
          if (document.querySelector('#tip:not([hidden]) small')?.textContent.startsWith('Click to zoom in')) {
            stage.dispatchEvent(new MouseEvent('click', at));
            return document.querySelector('#tip strong').textContent;
          }
        }
      }
      return 'none';
      """;

  private static final String TOUCH =
      "return getComputedStyle(document.querySelector('.map-stage')).touchAction";

  /** The sums over all markers of 600 cities, one of them selected, and the names of two. */
  private static final String SUMS =
      """
      const { Markers } = await import('/js/markers.js');
      const places = Array.from({ length: 600 }, (_, i) => ({ x: 100 + i / 100, y: 100, city: { id: `c${i}`, name: `City ${i}`, tweets: i, retweets: 2, users: 3, population: 4 } }));
      const markers = (await new Markers(places, 512, (city) => city.tweets, ['c7']).cluster()).atZoom(1);
      const sum = (name) => markers.reduce((all, { city }) => all + city[name], 0);
      return [...markers.map(({ city }) => city.name), ...['tweets', 'retweets', 'users', 'population'].map(sum)].join();
      """;

  private static final String WHEEL =
      "const stage = document.querySelector('.map-stage');"
          + "const { left, top } = stage.getBoundingClientRect();"
          + "stage.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, deltaY: -200, clientX: left + 9, clientY: top + 9 }))";

  private static final List<City> CITIES = WorldCities.largest(ACTIVE);

  @BeforeEach
  void addCities() {
    WorldCities.add(store, CITIES, EARLIER, PROVISIONAL);
    WorldCities.addKnown(store, KNOWN - ACTIVE);
  }

  @Test
  void shouldLimitDownloadSizeAndZoomAndPanMap() throws Exception {
    browser.animate();
    browser.width(1440);
    show("/");
    until(() -> Boolean.TRUE.equals(browser.run(PAINTED)));
    assertThat((Long) browser.run(BYTES)).isBetween(100_000L, MAX_BYTES);
    assertThat(browser.text("#map-note")).isEqualTo("2,000 of 10,002 cities by tweets, last hour");
    assertThat(browser.texts("#top .rank-name")).startsWith("Shanghai China");
    assertThat(browser.texts("#worst .rank-name")).startsWith("Toronto Ontario");
    assertThat(browser.texts("#map circle")).isEmpty();
    assertThat(browser.find("#map svg").getDomAttribute("aria-label"))
        .startsWith("Map of 2,000 of 10,002 cities by tweets; most in Shanghai");
    assertAccessible("world");

    assertThat((String) browser.run(CLICK_CLUSTER)).contains("other cit");
    until(() -> scale() > 1.9);
    until(() -> mappedCities() > 2_000); // includes smaller cities of this part
    assertThat(transform()).startsWith("translate(").contains(",0)"); // nothing beyond the edge

    browser.find("[data-zoom=wholeMap]").click();
    until(() -> scale() == 1);
    assertThat(browser.run("return document.activeElement.dataset.zoom")).isEqualTo("wholeMap");
    String live = browser.address();
    browser.find("[data-zoom=wholeMap]").sendKeys(Keys.ARROW_LEFT);
    browser.find(".map-stage").sendKeys(Keys.ARROW_LEFT);
    assertThat(browser.address()).isEqualTo(live);
    browser.run("document.activeElement.blur()");
    browser.run(WHEEL); // scrolls the document
    browser.find("[data-zoom=zoomIn]").click();
    until(() -> scale() == 2);
    browser.find(".map-stage").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_DOWN);
    String moved = transform();
    assertThat(moved).isNotEqualTo("translate(0,0) scale(2)");
    browser.find(".map-stage").sendKeys("+");
    until(() -> scale() == 4);
    browser.run(WHEEL);
    until(() -> scale() > 4);
    moved = transform();

    store.row(OPEN, CITIES.get(0).id(), 500, 100, 9);
    now = NOW.plusSeconds(30);
    api.changed(List.of(new CountChange(OPEN, CITIES.get(0), new Counts(500, 100, 9))));

    until(() -> browser.texts("#top .rank-value").get(0).startsWith("40,502"));
    assertThat(transform()).isEqualTo(moved);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldFitMapToCitiesOfCountry() throws Exception {
    browser.animate();
    browser.width(390);
    show("/?country=JP");
    until(() -> scale() > 3);
    assertThat(browser.texts("#top .rank-name")).startsWith("Tokyo Japan");
    assertAccessible("Japan");
    assertThat(browser.run(TOUCH)).isEqualTo("pan-y"); // one finger scrolls the document
    double fitted = scale();
    browser.find("[data-zoom=zoomIn]").click();
    browser.find("[data-zoom=zoomIn]").click();
    until(() -> Math.abs(scale() - 4 * fitted) < 0.01);
    assertThat(browser.run(TOUCH)).isEqualTo("none");

    browser.find("#country option[value='']").click();
    until(() -> scale() == 1 && mappedCities() == 2_000);
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldFitMapToSideOfDateLineWithMoreCities() {
    store.city(new City("suva", "Suva, Fiji", "FJ", -18.1, 178.4));
    store.city(new City("labasa", "Labasa, Fiji", "FJ", -16.4, 179.4));
    store.city(new City("taveuni", "Taveuni, Fiji", "FJ", -16.8, -179.9));
    for (String id : List.of("suva", "labasa", "taveuni")) {
      store.row(EARLIER, id, 5, 1, 1);
    }
    show("/?country=FJ");

    until(() -> scale() == 16);
    until(() -> browser.texts("#map text").containsAll(List.of("Suva", "Labasa")));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldSumCitiesOfClusterExceptSelectedOnes() {
    show("/");
    assertThat(browser.run("return (async () => {" + SUMS + "})()"))
        .isEqualTo("City 599,City 7,179700,1200,1800,2400");
    browser.run(CLICK_CLUSTER);
    assertThat(browser.text("#tip")).contains("≤ ");
  }

  @Test
  void shouldNameAndMarkSelectedCitiesOfAnyRank() {
    show("/");
    browser.find("#search").sendKeys("City 77777");
    until(() -> browser.texts("#search-results [role=option]").size() == 1);
    browser.find("#search").sendKeys(Keys.ENTER);
    until(() -> browser.text("#card-title").equals("City 77777 Nowhere"));
    assertThat(browser.texts("#chips").toString()).contains("City 77777");

    City small = CITIES.get(9_000);
    show("/?city=known-77777&city=" + small.id() + "&card=" + small.id());
    until(() -> browser.texts("#chips").toString().contains("City 77777"));
    assertThat(browser.texts("#card-facts dd").get(3)).startsWith("33");
    assertThat(browser.text("#map-note")).startsWith("2,001 of 10,002 cities");
    until(() -> browser.texts("#map text").contains(small.fullName().split(",")[0]));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldListCitiesInPages() {
    show("/");
    browser.find("#map-table summary").click();
    until(() -> browser.texts("#map-table tbody tr").size() == 200);

    browser.find("#map-table [data-more]").click();

    until(() -> browser.texts("#map-table tbody tr").size() == 400);
    assertThat(browser.text("#map-table [data-more]")).isEqualTo("Show 200 more");
  }

  @Test
  void shouldShowNamesInNonLatinScripts() {
    store.city(new City("tokyo", "東京, 日本", "JP", 35.7, 139.7));
    store.city(new City("cairo", "القاهرة, مصر", "EG", 30.0, 31.2));
    store.row(EARLIER, "tokyo", 90_000, 1, 1);
    store.row(EARLIER, "cairo", 80_000, 1, 1);
    show("/");

    assertThat(browser.texts("#top .rank-name")).startsWith("東京 日本", "القاهرة مصر");
    assertThat(browser.texts("#top .rank-name bdi")).startsWith("東京", "القاهرة");
    until(() -> browser.texts("#map text").toString().contains("\u2068東京\u2069 +"));
    browser.find("#search").sendKeys("القا");
    until(() -> browser.texts("#search-results [role=option]").size() == 1);
    browser.find("#search").sendKeys(Keys.ENTER);
    until(() -> browser.text("#card-title").equals("القاهرة مصر"));
    until(() -> browser.texts("#card-facts dd").get(0).startsWith("2 of 10,004"));
    assertThat(browser.console()).isEmpty();
  }

  private void show(String path) {
    browser.go(uri(path));
    until(
        () ->
            Boolean.TRUE.equals(
                browser.run(
                    "return document.body.dataset.loading === 'false'"
                        + " && document.querySelector('#map path') !== null")));
  }

  /** Returns the number of cities on the map. */
  private int mappedCities() {
    return Integer.parseInt(browser.text("#map-note").split(" ")[0].replace(",", ""));
  }

  private String transform() {
    return (String)
        browser.run("return document.querySelector('.basemap').getAttribute('transform')");
  }

  private double scale() {
    String transform = transform();
    return Double.parseDouble(
        transform.substring(transform.indexOf("scale(") + 6, transform.length() - 1));
  }
}
