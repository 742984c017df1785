package io.evilnet.streams.api;

import static io.evilnet.streams.api.Fixture.BUFFALO;
import static io.evilnet.streams.api.Fixture.CANADA;
import static io.evilnet.streams.api.Fixture.MONTREAL;
import static io.evilnet.streams.api.Fixture.QUEBEC;
import static io.evilnet.streams.api.Fixture.TORONTO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.streams.dashboard.Browser;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Comparison.State;
import io.evilnet.streams.unusual.Finding;
import io.evilnet.streams.unusual.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Unusual cities on the dashboard, in a real browser. */
class UnusualPageIT extends ApiTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Comparison NORMAL =
      new Comparison(State.COMPARED, OPEN, 12, 3, List.of(), Map.of());
  private static final Comparison UNUSUAL =
      new Comparison(
          State.COMPARED,
          OPEN,
          12,
          3,
          List.of(
              new Finding(Subject.WORLD, EARLIER, OPEN, 4_000, 1_600, 50),
              new Finding(QUEBEC, EARLIER, OPEN, 400, 160, 15),
              new Finding(Fixture.subject(TORONTO), EARLIER, OPEN, 300, 100, 15),
              new Finding(Fixture.subject(MONTREAL), EARLIER, OPEN, 124, 40, 9.9)),
          Map.of());

  @Test
  void shouldShowNewUnusualCitiesWithoutReload() throws Exception {
    api.compared(NORMAL);
    try (Browser browser = Browser.open()) {
      browser.go(uri("/"));
      await().atMost(TIMEOUT).until(() -> browser.status().equals("live"));
      await()
          .atMost(TIMEOUT)
          .until(
              () ->
                  browser
                      .texts("#unusual li")
                      .equals(
                          List.of(
                              "Nothing unusual: all 3 cities have about as many tweets as"
                                  + " usual.")));
      assertThat(browser.text("#unusual-note")).startsWith("compared with the 12 hours before");

      api.compared(UNUSUAL);

      await().atMost(TIMEOUT).until(() -> browser.texts("#unusual li").size() == 4);
      assertThat(browser.texts("#unusual b"))
          .containsExactly("2.5 × usual", "2.5 × usual", "3.1 × usual", "3.0 × usual");
      assertThat(browser.texts("#unusual .rise-name"))
          .containsExactly("All cities", "Québec Canada", "Montréal Québec", "Toronto Ontario");
      assertThat(browser.texts("#unusual .rise-note").get(2))
          .startsWith("124 tweets instead of 40, since ");

      browser.find("#unusual button").click();
      await()
          .atMost(TIMEOUT)
          .until(
              () -> browser.texts("#chart .rises text").toString().contains("3.1 × usual since"));
      assertThat(browser.address()).contains("city=m");
      assertThat(browser.violations()).isEqualTo("[]");

      browser.go(uri("/?until=2026-11-20T15:00:00Z"));
      await().atMost(TIMEOUT).until(() -> browser.status().equals("past"));
      assertThat(browser.find("#unusual-card").isDisplayed()).isFalse();
      assertThat(browser.console()).isEmpty();
    }
  }

  @Test
  void shouldListCityWithHigherScoreBeforeArea() {
    api.compared(
        new Comparison(
            State.COMPARED,
            OPEN,
            12,
            3,
            List.of(
                new Finding(CANADA, EARLIER, OPEN, 400, 160, 7),
                new Finding(QUEBEC, EARLIER, OPEN, 200, 80, 7.5),
                new Finding(Fixture.subject(BUFFALO), EARLIER, OPEN, 900, 10, 50),
                new Finding(Fixture.subject(TORONTO), EARLIER, OPEN, 100, 40, 9),
                new Finding(Fixture.subject(MONTREAL), EARLIER, OPEN, 100, 40, 8)),
            Map.of()));
    try (Browser browser = Browser.open()) {
      browser.go(uri("/"));
      await().atMost(TIMEOUT).until(() -> browser.texts("#unusual li").size() == 5);

      assertThat(browser.texts("#unusual .rise-name"))
          .containsExactly("Buffalo NY", "Canada", "Toronto Ontario", "Québec Canada");
      assertThat(browser.texts("#unusual li")).last().isEqualTo("and 1 other");
    }
  }
}
