package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The wall display of the dashboard, in a real browser. */
class WallPageIT extends PageTest {

  @BeforeEach
  void recordLocks() {
    browser.beforeEachPage(
        """
        window.locks = [];
        navigator.wakeLock.request = async (type) => {
          window.locks.push(type);
          const lock = new EventTarget();
          lock.release = () => window.locks.push('released');
          return lock;
        };
        """);
  }

  @Test
  void shouldHideControlsEnlargeTextAndKeepScreenOn() throws Exception {
    go("/?wall&range=6h");

    for (String control : new String[] {".controls", ".footer", "#theme", ".csv", "#trend-table"}) {
      assertThat(browser.find(control).isDisplayed()).as(control).isFalse();
    }
    assertThat(browser.find("#chart").isDisplayed()).isTrue();
    assertThat(style("fontSize")).isEqualTo("20px");
    assertThat(style("cursor")).isEqualTo("none");
    assertThat(browser.run("return window.locks.join()")).isEqualTo("screen");
    assertAccessible("wall");
    browser.press("?");
    assertThat(browser.find("#keys").isDisplayed()).isFalse();

    browser.press(Keys.ESCAPE);

    until(() -> browser.find(".controls").isDisplayed());
    assertThat(browser.address()).contains("range=6h").doesNotContain("wall");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("wall");
    assertThat(browser.run("return window.locks.join()")).isEqualTo("screen,released");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldEnterAndExitWithFullScreen() {
    go("/");
    browser.find("#wall").click();
    until(() -> Boolean.TRUE.equals(browser.run("return document.fullscreenElement !== null")));
    assertThat(browser.address()).contains("wall");
    assertThat(browser.find(".controls").isDisplayed()).isFalse();

    browser.run("document.exitFullscreen()");

    until(() -> browser.find(".controls").isDisplayed());
    assertThat(browser.address()).doesNotContain("wall");
  }

  private Object style(String property) {
    return browser.run("return getComputedStyle(document.documentElement)." + property);
  }
}
