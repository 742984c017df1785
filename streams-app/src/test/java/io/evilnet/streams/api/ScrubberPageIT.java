package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The slider over the retained data on the dashboard, in a real browser. */
class ScrubberPageIT extends PageTest {

  @Test
  void shouldMoveRangeByKeyboard() {
    go("/?range=6h");
    browser.find("#scrubber").sendKeys(Keys.HOME);

    until(() -> browser.texts(".tile-figure").equals(List.of("31", "9", "4")));
    assertThat(browser.text("#shown")).isEqualTo("Nov 19, 13:00–19:00 UTC−5");
    assertThat(browser.address()).contains("range=6h", "until=2026-11-20T00%3A00%3A00.000Z");
    assertThat(browser.text("#scrub-oldest")).isEqualTo("Nov 19, 13:00");
    assertThat(browser.find("#scrubber").getDomAttribute("aria-valuetext"))
        .isEqualTo("Nov 19, 13:00–19:00");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("scrubber");

    browser.find("#scrubber").sendKeys(Keys.ARROW_RIGHT);
    until(() -> browser.text("#shown").equals("Nov 19, 13:05–19:05 UTC−5"));

    browser.find("#scrubber").sendKeys(Keys.END);
    until(() -> browser.status().equals("live"));
    assertThat(browser.address()).doesNotContain("until");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldKeepLengthOfCustomRange() {
    go("/?from=2026-11-20T14:35:00Z&to=2026-11-20T14:45:00Z");
    browser.find("#scrubber").sendKeys(Keys.HOME);

    until(() -> browser.text("#shown").equals("Nov 19, 13:00–13:10 UTC−5"));
    assertThat(browser.address()).contains("from=2026-11-19T18%3A00", "to=2026-11-19T18%3A10");

    go("/?from=2026-11-19T17:00:00Z&to=2026-11-19T18:10:00Z");
    assertThat(browser.find("#scrubber").getDomAttribute("aria-valuetext"))
        .isEqualTo("Nov 19, 12:00–13:10");
  }

  @Test
  void shouldDiscardPendingMoveWhenRangeButtonIsClicked() {
    go("/?range=6h");

    browser.run(
        """
        const slider = document.getElementById('scrubber');
        slider.value = slider.min;
        slider.dispatchEvent(new Event('input'));
        document.querySelector('[data-range="1h"]').click();
        return new Promise((done) => setTimeout(done, 600)); // twice the delay of the slider
        """);

    assertThat(browser.address()).contains("/").doesNotContain("range", "until");
  }

  @Test
  void shouldSizeThumbByRangeAndHideIfRangeCoversAllData() {
    go("/?range=6h");
    assertThat(
            Double.parseDouble(
                (String)
                    browser.run(
                        "return document.getElementById('scrubber').style.getPropertyValue('--part')")))
        .isBetween(0.28, 0.29);

    for (String range : List.of("range=24h", "from=2026-11-19T18:30:00Z&to=2026-11-20T15:00:00Z")) {
      go("/?" + range);
      assertThat(browser.find("#scrubber").isDisplayed()).as(range).isFalse();
    }
  }
}
