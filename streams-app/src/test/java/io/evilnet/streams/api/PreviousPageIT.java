package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.topics.StreamGap;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes since the previous range on the dashboard, in a real browser. */
class PreviousPageIT extends PageTest {

  private static final Instant HOUR_BEFORE = Instant.parse("2026-11-20T13:40:00Z");
  private static final String CHANGE = "#tiles [data-metric='tweets'] .sum";

  @Test
  void shouldCompareFiguresAndRanksWithPreviousRange() throws Exception {
    store.row(HOUR_BEFORE, "m", 30, 0, 3);
    store.row(HOUR_BEFORE, "t", 10, 0, 8);
    go("/");

    // 14 without the open window, and 40 in the previous hour.
    until(() -> browser.texts(CHANGE).size() == 1);
    assertThat(browser.text(CHANGE)).isEqualTo("−65% on the 1 h before");
    assertThat(browser.find(CHANGE).getDomAttribute("title")).startsWith("40 in the same windows");
    assertThat(browser.texts("#tiles [data-metric='retweets'] .sum")).isEmpty();
    assertThat(browser.texts("#top .rank-name"))
        .containsExactly("Toronto ▲1 Ontario", "Montréal ▼1 Québec");
    assertAccessible("changes");

    browser.find("#per-capita").click();
    until(() -> browser.texts("#top .moved").isEmpty());

    browser.find("[data-range='6h']").click();
    until(() -> browser.texts(CHANGE).isEmpty());
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldCompareDistinctUsersWithPreviousRange() throws Exception {
    store.row(HOUR_BEFORE, "m", 30, 0, 25);
    go("/");

    // 8 distinct users without the open window, 3 of them in Montréal.
    String change = "#tiles [data-metric='users'] .sum";
    until(() -> browser.texts(change).equals(List.of("−68% on the 1 h before")));
    go("/?city=m");
    until(() -> browser.texts(change).equals(List.of("−88% on the 1 h before")));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldNotCompareSumsAcrossOutage() {
    store.row(HOUR_BEFORE, "m", 30, 0, 3);
    StreamGap gap = StreamGap.open("home", "filtered", HOUR_BEFORE, "stalled");
    store.gap(gap.endedAt(HOUR_BEFORE.plusSeconds(90)));
    go("/");

    until(() -> browser.texts("#top .moved").size() == 2);
    assertThat(browser.texts("#top .rank-name"))
        .containsExactly("Toronto new Ontario", "Montréal ▼1 Québec");
    assertThat(browser.texts(CHANGE)).isEmpty();
  }
}
