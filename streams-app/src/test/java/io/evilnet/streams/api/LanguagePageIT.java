package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The dashboard in French, in a real browser. */
class LanguagePageIT extends PageTest {

  private static final char NO_BREAK_SPACE = '\u00a0';

  @Test
  void shouldUseLanguageOfBrowserUntilSwitched() {
    store.row(EARLIER, "v", 12_345, 2, 3);
    browser.language("fr-CA");
    go("/");

    assertThat(language()).isEqualTo("fr");
    assertThat(browser.text("#trend-title"))
        .isEqualTo("Tweets" + NO_BREAK_SPACE + ": Toutes les villes");
    assertThat(browser.texts(".tile-note")).containsOnly("dernière heure");
    assertThat(browser.texts("#top .rank-value").get(0)).startsWith("12" + NO_BREAK_SPACE + "345");
    assertThat(browser.text("#trend-note")).isEqualTo("toutes les 5 minutes, dernière heure");
    assertThat(browser.find("#search").getDomAttribute("placeholder"))
        .isEqualTo("Chercher ou comparer des villes");
    assertThat(browser.text("#quality"))
        .contains("Publications sans ville", "quartiers) : 1 publication.")
        .doesNotContain("Posts");

    browser.find("#language").click();

    until(() -> "en".equals(language()));
    go("/?range=6h");
    assertThat(browser.text("#trend-title")).isEqualTo("Tweets: All cities");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldUseLanguageOfUrl() {
    go("/?lang=fr&city=m&card=m");
    until(() -> browser.text("#card-facts").contains("Rang"));

    browser.find("[data-range='6h']").click();
    until(() -> browser.address().contains("range=6h"));
    assertThat(browser.address()).contains("lang=fr");
    browser.find("#language").click();

    until(() -> "en".equals(language()));
    assertThat(browser.address()).contains("range=6h", "card=m").doesNotContain("lang");
  }

  @Test
  void shouldSwitchLanguageWithoutLocalStorage() {
    browser.beforeEachPage(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error(); }})");
    go("/?range=6h");

    browser.find("#language").click();

    until(() -> "fr".equals(language()));
    assertThat(browser.address()).contains("range=6h");
  }

  @Test
  void shouldBeAccessibleInFrench() throws Exception {
    for (int width : List.of(1440, 360)) {
      browser.width(width);
      go("/?lang=fr&metric=users&range=24h&per=100000");
      assertAccessible("" + width);
    }
    assertThat(browser.console()).isEmpty();
  }

  private Object language() {
    return browser.run("return document.documentElement.lang");
  }
}
