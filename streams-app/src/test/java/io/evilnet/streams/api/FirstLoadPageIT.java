package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Counts;
import io.evilnet.streams.live.CountChange;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loads of the dashboard and its connection to the events, in a real browser. */
class FirstLoadPageIT extends PageTest {

  private static final String DELAY_EACH_ANSWER =
      """
      const read = window.fetch;
      window.fetch = (...request) => new Promise((done) => setTimeout(done, 1_000)).then(() => read(...request));
      """;

  private static final String DELAY_COUNTRIES_WITHOUT_EVENTS =
      """
      window.SharedWorker = class { port = { postMessage() {} }; };
      const read = window.fetch;
      window.fetch = (url, ...options) =>
        new Promise((done) => setTimeout(done, url.includes('/countries') ? 4_000 : 0)).then(() => read(url, ...options));
      """;

  private static final String BLOCK_SHARED_WORKERS =
      "window.SharedWorker = class { constructor() { throw new DOMException('', 'SecurityError'); } }";

  private static final String FAIL_FIRST_WORKERS =
      """
      window.failures = 0;
      for (const name of ['SharedWorker', 'Worker']) {
        const Real = window[name];
        let isFirst = true;
        window[name] = function (url) {
          const worker = new Real(isFirst ? 'js/absent.js' : url);
          if (isFirst) window.failures++;
          isFirst = false;
          return worker;
        };
      }
      """;

  @Test
  void shouldLoadLessThan200Kilobytes() throws Exception {
    WorldCities.add(store, WorldCities.largest(100), EARLIER);
    go("/");

    assertThat((Long) browser.run(BYTES)).isBetween(50_000L, 200_000L);
    assertThat(browser.run("return globalThis.Supercluster === undefined")).isEqualTo(true);
  }

  /** The answers take 2 s, and late counts cause a load after 1.5 s. */
  @Test
  void shouldCompleteSlowLoadsDespiteLateCounts() {
    browser.beforeEachPage(DELAY_EACH_ANSWER);
    browser.go(uri("/?until=2026-11-20T15:00:00Z"));

    until(
        () -> {
          count(PROVISIONAL, 1);
          return browser.texts(".tile-figure").equals(List.of("14", "1", "8"));
        });
  }

  @Test
  void shouldNotSetTheClockBackByASlowLoad() {
    now = OPEN.plus(window()).minusSeconds(2);
    browser.beforeEachPage(DELAY_COUNTRIES_WITHOUT_EVENTS);
    browser.go(uri("/"));
    until(() -> "false".equals(browser.run("return document.body.dataset.loading")));

    assertThat(browser.text("#shown")).isEqualTo("Nov 20, 09:10–10:10 UTC−5");
  }

  @Test
  void shouldReceiveEventsWithoutASharedWorker() {
    browser.beforeEachPage(BLOCK_SHARED_WORKERS);
    go("/");

    count(OPEN, 100);
    until(() -> browser.texts("#top .rank-value").get(0).startsWith("110"));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldStartTheWorkerAgainAfterAFailure() {
    browser.beforeEachPage(FAIL_FIRST_WORKERS);
    go("/");

    assertThat(browser.run("return window.failures")).isEqualTo(2L);
    count(OPEN, 100);
    until(() -> browser.texts("#top .rank-value").get(0).startsWith("110"));
  }

  private void count(Instant window, long tweets) {
    api.changed(List.of(new CountChange(window, Fixture.TORONTO, new Counts(tweets, 0, 1))));
  }

  @Test
  void shouldAllowBrowsersToCacheLibraries() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri("/webjars/supercluster/7.1.5/dist/supercluster.min.js"))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Cache-Control").orElse(""))
        .contains("max-age=31622400");
    assertThat(response.headers().firstValue("Content-Type").orElse("")).contains("javascript");
  }
}
