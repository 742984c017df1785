package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Comparison.State;
import io.evilnet.streams.unusual.UsualHour;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The card of a city on the dashboard, in a real browser. */
class CityCardPageIT extends PageTest {

  private static final String MONTREAL_IN_TOP = "#top [data-id=m]";
  private static final String IS_FOOTER_UNCOVERED =
      """
      const link = document.querySelector('.footer a');
      const {x, y, width, height} = link.getBoundingClientRect();
      return document.elementFromPoint(x + width / 2, y + height / 2) === link;
      """;

  private static final String PRESS_FIRST_FOUND =
      """
      const option = document.querySelector('#search-results [role=option]');
      for (const name of ['pointerdown', 'mousedown'])
        option.dispatchEvent(new PointerEvent(name, { bubbles: true, cancelable: true }));
      """;

  private static final String FAIL_FIRST_SEARCH =
      """
      const read = window.fetch;
      window.fetch = (url, ...options) => {
        if (!url.includes('cities?q=mon&')) return read(url, ...options);
        window.asked = true;
        return new Promise((done, fail) => setTimeout(() => {
          window.failed = true;
          fail(new Error());
        }, 1_500));
      };
      """;

  private static final String FAILED_SERIES =
      """
      return performance.getEntriesByType('resource')
        .filter(({ name, responseStatus }) => /series.*last=6h/.test(name) && responseStatus === 400).length;
      """;

  @Test
  void shouldOpenFromRankingAndCloseOnEscape() {
    api.compared(
        new Comparison(
            State.COMPARED,
            OPEN,
            12,
            3,
            List.of(),
            Map.of(
                "m", new UsualHour("m", "Montréal, Québec", 12, 124, 40),
                "t", new UsualHour("t", "Toronto, Ontario", 6, 62, 20))));
    go("/?city=t&card=t");
    until(() -> facts().contains("Usual hour: – only 30 min of the last hour compared"));

    go("/");
    browser.find(MONTREAL_IN_TOP).click();

    until(() -> facts().contains("Usual hour: 40 tweets, 124 in the last one"));
    assertThat(browser.text("#card-title")).isEqualTo("Montréal Québec");
    assertThat(browser.text("#card-note")).isEqualTo("last hour");
    assertThat(facts())
        .startsWith(
            "Rank: 2 of 2 by tweets",
            "Share of all: 37.5% of all tweets",
            "Peak: 4 tweets, Nov 20, 09:40–09:45",
            "Retweet share: 50% of its tweets",
            "Tweets per user: 2.0");
    assertThat(browser.address()).contains("city=m", "card=m");
    assertThat(focused()).isEqualTo("card");

    browser.press(Keys.ESCAPE);

    assertThat(browser.find("#card").isDisplayed()).isFalse();
    assertThat(browser.address()).contains("city=m").doesNotContain("card");
    assertThat(browser.run("return document.activeElement.dataset.id")).isEqualTo("m");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldOpenFromUrlAndUpdateWithMetricAndRange() {
    go("/?city=v&card=v&metric=users&range=24h");
    until(() -> facts().contains("Share of all: 50% of all active users"));
    assertThat(facts()).contains("Rank: 2 of 3 by active users", "Tweets per user: 7.5");

    go("/?city=v&card=v&until=2026-11-20T15:00:00Z");

    until(() -> facts().contains("Rank: –"));
    assertThat(facts()).noneMatch(fact -> fact.startsWith("Usual hour"));
    assertThat(browser.console()).isEmpty();

    go("/?city=m&card=m&range=24h");
    store.makeUnavailable();
    browser.find("[data-range='6h']").click();
    until(() -> browser.text("#card-note").equals("since you opened the dashboard"));
    assertThat(facts()).contains("Share of all: –", "Peak: –", "Per 100,000: –");
  }

  @Test
  void shouldOpenFromMapOrSearchAndCloseWhenCityIsDeselected() {
    go("/");
    browser.run(
        "document.querySelector('#map [data-id=t]')"
            + ".dispatchEvent(new MouseEvent('click', {bubbles: true}))");
    until(() -> browser.text("#card-title").startsWith("Toronto"));

    browser.find("#search").sendKeys("montreal");
    until(() -> browser.texts("#search-results [role=option]").size() == 1);
    browser.find("#search").sendKeys(Keys.ENTER);
    until(() -> browser.text("#card-title").startsWith("Montréal"));
    assertThat(browser.texts("#chips li")).hasSize(2);

    browser.find("#chips li:last-child button").click();
    until(() -> !browser.find("#card").isDisplayed());
    assertThat(browser.address()).contains("city=t").doesNotContain("city=m", "card=");

    browser.find("#top [data-id=t]").click();
    until(() -> browser.find("#card").isDisplayed());
    browser.find("#card-close").click();
    assertThat(browser.find("#card").isDisplayed()).isFalse();
    assertThat(browser.address()).contains("city=t");
  }

  @Test
  void shouldOpenFromTheSearchByAClickOnly() {
    go("/");
    browser.find("#search").sendKeys("montreal");
    until(() -> browser.texts("#search-results [role=option]").size() == 1);

    browser.run(PRESS_FIRST_FOUND);
    assertThat(browser.find("#card").isDisplayed()).isFalse();
    browser.find("#search-results [role=option]").click();

    until(() -> browser.text("#card-title").startsWith("Montréal"));
  }

  @Test
  void shouldKeepTheCitiesOfTheLastSearchIfAnEarlierOneFails() {
    browser.beforeEachPage(FAIL_FIRST_SEARCH);
    go("/");
    browser.find("#search").sendKeys("mon");
    until(() -> Boolean.TRUE.equals(browser.run("return window.asked")));
    browser.find("#search").sendKeys("treal");
    until(() -> Boolean.TRUE.equals(browser.run("return window.failed")));
    assertThat(browser.texts("#search-results [role=option]")).hasSize(1);

    browser.find("#search").sendKeys(Keys.ENTER);

    until(() -> browser.find("#card").isDisplayed());
  }

  @Test
  void shouldKeepTheFocusOnACityOfAnotherRank() {
    go("/");
    browser.run("document.querySelector(arguments[0]).focus()", MONTREAL_IN_TOP);

    api.changed(List.of(new CountChange(OPEN, Fixture.MONTREAL, new Counts(50, 2, 2))));
    until(() -> browser.texts("#top .rank-name").get(0).startsWith("Montréal"));

    assertThat(browser.run("return document.activeElement.dataset.id")).isEqualTo("m");
  }

  @Test
  void shouldWaitForTheRowsOfANewCity() {
    City gander = new City("g", "Gander, Newfoundland and Labrador", "CA", 48.95, -54.6);
    go("/");
    api.changed(List.of(new CountChange(OPEN, gander, new Counts(50, 2, 2))));
    until(() -> !browser.texts("#top [data-id=g]").isEmpty());
    browser.find("#top [data-id=g]").click();
    browser.find("[data-range='6h']").click();

    until(() -> (Long) browser.run(FAILED_SERIES) > 1);
    assertThat(browser.texts(".tile-note")).containsOnly("loading");
    assertThat(browser.find("#empty").isDisplayed()).isFalse();

    store.city(gander);
    store.row(OPEN, "g", 50, 2, 2);
    until(() -> browser.texts(".tile-figure").get(0).equals("50"));
  }

  @Test
  void shouldBeAccessible() throws Exception {
    for (int width : List.of(1440, 360)) {
      browser.width(width);
      for (String theme : List.of("light", "dark")) {
        go("/?city=m&card=m&theme=" + theme);
        until(() -> browser.find("#card").isDisplayed());
        assertAccessible(theme + ", " + width);
        browser.run("scrollTo({top: document.body.scrollHeight, behavior: 'instant'})");
        assertThat(browser.run(IS_FOOTER_UNCOVERED)).as(theme + ", " + width).isEqualTo(true);
      }
    }
  }

  private List<String> facts() {
    return browser.texts("#card-facts div").stream()
        .map(text -> text.replaceFirst("\\s*\\n\\s*", ": "))
        .toList();
  }

  private Object focused() {
    return browser.run("return document.activeElement.id");
  }
}
