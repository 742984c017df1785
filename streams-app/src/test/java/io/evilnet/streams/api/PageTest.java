package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.streams.dashboard.Browser;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base class of tests of the dashboard in a real browser, with rows of today and yesterday. */
abstract class PageTest extends ApiTest {

  static final Instant YESTERDAY = Instant.parse("2026-11-19T18:00:00Z");
  static final Instant PROVISIONAL = Instant.parse("2026-11-20T14:50:00Z");

  /** Total size of all responses in bytes, with their headers. */
  static final String BYTES =
      "return ['navigation', 'resource'].flatMap(type => performance.getEntriesByType(type))"
          + ".reduce((sum, { transferSize }) => sum + transferSize, 0)";

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  Browser browser;

  @BeforeEach
  void open() {
    browser = Browser.open();
    browser.timeZone("America/Toronto");
    store.city("v", "Victoria, British Columbia");
    store.row(YESTERDAY, "v", 30, 9, 4);
    store.row(YESTERDAY, "m", 1, 0, 1);
    store.row(PROVISIONAL, "t", 1, 0, 1);
  }

  @AfterEach
  void close() {
    if (browser != null) {
      browser.close();
    }
  }

  void go(String path) {
    browser.go(uri(path));
    until(
        () ->
            List.of("live", "past").contains(browser.status())
                && Boolean.TRUE.equals(
                    browser.run(
                        "return document.body.dataset.loading === 'false'"
                            + " && document.querySelector('#map circle') !== null")));
  }

  /** Asserts that axe finds no violation and that nothing is wider than the screen. */
  void assertAccessible(String description) throws Exception {
    assertThat(browser.violations()).as(description).isEqualTo("[]");
    assertThat(
            browser.run(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        .as(description)
        .isEqualTo(true);
  }

  static void until(Callable<Boolean> condition) {
    await().atMost(TIMEOUT).until(condition);
  }
}
