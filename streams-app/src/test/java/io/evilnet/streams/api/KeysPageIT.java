package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The keyboard shortcuts of the dashboard, in a real browser. */
class KeysPageIT extends PageTest {

  @Test
  void shouldSelectMetricMoveRangeAndFocusSearch() {
    go("/?range=6h");

    browser.press("3");
    until(() -> browser.text("#trend-title").startsWith("Active users"));
    assertThat(browser.text("#announcer")).isEqualTo("Active users");

    browser.press(Keys.ARROW_LEFT);
    until(() -> browser.status().equals("past"));
    browser.press(Keys.ARROW_RIGHT);
    until(() -> browser.status().equals("live"));
    String live = browser.address();
    browser.press(Keys.ARROW_RIGHT);
    assertThat(browser.address()).isEqualTo(live);

    browser.press("/");
    assertThat(focused()).isEqualTo("search");
    assertThat(search()).isEqualTo("");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldIgnoreKeysPressedInFieldsAndControls() {
    go("/?range=6h");
    String address = browser.address();

    browser.find("#search").sendKeys("1/2?", Keys.ARROW_LEFT);
    assertThat(search()).isEqualTo("1/2?");
    browser.run("document.activeElement.blur()");
    browser.press(Keys.chord(Keys.CONTROL, "2"));
    browser.press(Keys.chord(Keys.SHIFT, Keys.ARROW_LEFT));
    browser.find("#chart").sendKeys(Keys.ARROW_LEFT);
    browser.find("#trend-table summary").click();
    browser.find("#trend-table .table-box").sendKeys(Keys.ARROW_LEFT);
    browser.run(
        "document.body.dispatchEvent("
            + "new KeyboardEvent('keydown', {key: 'ArrowLeft', repeat: true, bubbles: true}))");

    assertThat(browser.address()).isEqualTo(address);
    assertThat(browser.find("#keys").isDisplayed()).isFalse();
  }

  @Test
  void shouldListAndDisableKeyboardShortcuts() throws Exception {
    go("/");
    browser.press("?");
    assertThat(browser.texts("#keys dd"))
        .isEqualTo(
            List.of(
                "Find a city", "Tweets, retweets, active users", "Earlier, later", "These keys"));
    assertAccessible("keys");
    String before = browser.address();
    browser.press("2");
    assertThat(browser.address()).isEqualTo(before);
    browser.press(Keys.ESCAPE);
    assertThat(browser.find("#keys").isDisplayed()).isFalse();

    browser.find("#keys-open").click();
    browser.find("#keys-active").click();
    browser.find("#keys-close").click();
    assertThat(focused()).isEqualTo("keys-open");
    go("/");
    String address = browser.address();
    browser.press("2");
    assertThat(browser.address()).isEqualTo(address);
    browser.press("?");

    assertThat(browser.find("#keys").isDisplayed()).isFalse();
    assertThat(browser.find(".picker kbd").isDisplayed()).isFalse();
  }

  @Test
  void shouldNotDeselectCitiesByARepeatedBackspace() {
    go("/?city=t&city=m");
    String address = browser.address();

    pressInSearch("{key: 'Backspace', repeat: true}");
    assertThat(browser.address()).isEqualTo(address);
    pressInSearch("{key: 'Backspace'}");
    assertThat(browser.address()).contains("city=t").doesNotContain("city=m");
  }

  @Test
  void shouldLeaveKeysOfACompositionToTheInputMethod() {
    go("/");
    browser.find("#search").sendKeys("mon");
    until(() -> browser.texts("#search-results [role=option]").size() == 1);

    pressInSearch("{key: 'Enter', isComposing: true}");
    pressInSearch("{key: 'Escape', isComposing: true}");
    pressInSearch("{key: 'Enter', keyCode: 229}");

    assertThat(search()).isEqualTo("mon");
    assertThat(browser.texts("#chips li")).isEmpty();
    pressInSearch("{key: 'Enter'}");
    assertThat(browser.texts("#chips li")).hasSize(1);
  }

  private void pressInSearch(String key) {
    browser.run(
        "document.getElementById('search').dispatchEvent(new KeyboardEvent('keydown', "
            + key
            + "))");
  }

  private Object focused() {
    return browser.run("return document.activeElement.id");
  }

  private Object search() {
    return browser.run("return document.getElementById('search').value");
  }
}
