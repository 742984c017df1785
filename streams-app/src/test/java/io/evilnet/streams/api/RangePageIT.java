package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Counts;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.streams.live.CountChange;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The time range of the dashboard and its marks, in a real browser. */
class RangePageIT extends PageTest {

  private static final String HOURS_OF_TICKS_OF_A_WEEK =
      """
      return (async (from) => {
        const { timeTicks } = await import('/js/ticks.js');
        return timeTicks(from, from + 7 * 86_400_000, 9).map((t) => new Date(t).getHours()).join();
      })(Date.parse(arguments[0]));
      """;

  @Test
  void shouldApplyRangeToAllPanels() {
    go("/");
    assertThat(browser.texts(".tile-figure")).containsExactly("16", "3", "8");
    assertThat(browser.texts("#top .rank-name")).startsWith("Toronto Ontario").hasSize(2);
    assertThat(browser.texts("#map circle")).hasSize(2);

    browser.find("[data-range='24h']").click();

    until(() -> browser.texts(".tile-figure").equals(List.of("47", "12", "8")));
    assertThat(browser.texts("#top .rank-name"))
        .containsExactly("Victoria British Columbia", "Toronto Ontario", "Montréal Québec");
    assertThat(browser.texts("#top .rank-value").get(0)).startsWith("30");
    assertThat(browser.texts("#worst .rank-name")).startsWith("Toronto Ontario");
    assertThat(browser.text("#worst-note")).startsWith("fewest retweets");
    assertThat(browser.texts("#map circle")).hasSize(3);
    assertThat(browser.text("#map-note")).isEqualTo("3 cities by tweets, last 24 hours");

    browser.find("[data-metric=users]").click();
    browser.find("#worst-by").click();

    until(() -> browser.text("#worst-note").startsWith("fewest active users"));
    assertThat(browser.texts("#worst .rank-name")).startsWith("Montréal Québec");
    assertThat(browser.address()).contains("metric=users", "worst=chosen", "range=24h");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldShowDistinctUsersOfWindow() {
    go("/?metric=users");
    browser.find("#trend-table summary").click();

    until(() -> browser.texts("#trend-table tbody tr").toString().contains("09:40–09:45\t8"));
    assertThat(browser.texts("#legend li").toString()).contains("estimate");
  }

  @Test
  void shouldStepThroughRetainedDataAndLinkToFixedTime() {
    go("/?range=6h");
    assertThat(browser.find("#later").isEnabled()).isFalse();
    String live = browser.text("#shown");
    assertThat(live).isEqualTo("Nov 20, 04:05–10:05 UTC−5");

    for (int step = 0; step < 3; step++) {
      browser.find("#earlier").click();
    }

    until(() -> browser.texts(".tile-figure").equals(List.of("31", "9", "4")));
    assertThat(browser.text("#shown")).isEqualTo("Nov 19, 10:05–16:05 UTC−5");
    assertThat(browser.find("#earlier").isEnabled()).isFalse();
    assertThat(browser.address()).contains("range=6h", "until=2026-11-19T21%3A05%3A00.000Z");
    assertThat(browser.texts("#chart .day")).containsExactly("Nov 19");

    for (int step = 0; step < 3; step++) {
      browser.find("#later").click();
    }
    until(() -> browser.status().equals("live"));
    browser.find("#fixed").click();
    until(() -> browser.status().equals("past"));
    assertThat(browser.text("#shown")).isEqualTo(live);
    assertThat(browser.address()).contains("until=2026-11-20T15%3A05%3A00.000Z");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldReturnToLiveWhenLengthIsSelected() {
    for (String past :
        List.of(
            "until=2026-11-20T15:00:00Z", "from=2026-11-20T14:35:00Z&to=2026-11-20T14:45:00Z")) {
      go("/?" + past);
      until(() -> browser.status().equals("past"));

      browser.find("[data-range='6h']").click();

      until(() -> browser.status().equals("live"));
      assertThat(browser.text("#shown")).as(past).isEqualTo("Nov 20, 04:05–10:05 UTC−5");
      assertThat(browser.address()).as(past).endsWith("/?range=6h");
      assertThat(browser.find("#later").isEnabled()).isFalse();
      browser.find("#earlier").click();
      until(() -> browser.address().endsWith("/?range=6h&until=2026-11-20T09%3A05%3A00.000Z"));
    }
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldShowCustomRangeInLocalTimeOrUtc() {
    go("/");
    browser.find("[data-range=custom]").click();
    browser.run(
        "document.getElementById('from').value = '2026-11-19T12:00';"
            + "document.getElementById('to').value = '2026-11-19T14:00'");
    browser.find("#custom [type=submit]").click();

    until(() -> browser.texts(".tile-figure").equals(List.of("31", "9", "4")));
    assertThat(browser.text("#shown")).isEqualTo("Nov 19, 12:00–14:00 UTC−5");
    assertThat(browser.address())
        .contains("from=2026-11-19T17%3A00%3A00.000Z", "to=2026-11-19T19%3A00%3A00.000Z");

    browser.find("#zone").click();

    until(() -> browser.text("#shown").equals("Nov 19, 17:00–19:00 UTC"));
    assertThat(browser.run("return document.getElementById('from').value"))
        .isEqualTo("2026-11-19T17:00");
    assertThat(browser.text("#trend-note")).isEqualTo("every 5 minutes, Nov 19, 17:00–19:00");
    assertThat(browser.find("#trend-csv").getDomAttribute("href")).contains("from=2026-11-19T17");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldKeepRepeatedHourAtEndOfDaylightSavingTime() {
    store.row(Instant.parse("2026-11-01T06:20:00Z"), "v", 3, 1, 2);
    go("/?from=2026-11-01T06%3A10%3A00.000Z&to=2026-11-01T06%3A40%3A00.000Z");
    String shown = browser.text("#shown");
    assertThat(shown).isEqualTo("Nov 1, 01:10–01:40 UTC−5");

    browser.find("#custom [type=submit]").click();

    until(() -> browser.address().contains("from=2026-11-01T06%3A10"));
    assertThat(browser.text("#shown")).isEqualTo(shown);
  }

  @Test
  void shouldMarkOutagesRepairsAndProvisionalWindows() {
    Instant gapStart = EARLIER.plusSeconds(360);
    Instant gapEnd = gapStart.plusSeconds(360);
    store.gap(StreamGap.open("home", "filtered", gapStart, "stalled").endedAt(gapEnd).withMade(42));
    store.run(
        new BackfillRun(
            OPEN, "r", "backfill", EARLIER, gapStart, "repaired", OPEN, 9L, 2L, 2L, null));
    store.run(
        new BackfillRun(
            OPEN, "s", "backfill into x", PROVISIONAL, OPEN, "repaired", OPEN, 9L, 7L, 7L, null));
    go("/");

    assertThat(browser.texts("#chart .band.outage")).hasSize(1);
    assertThat(browser.texts("#chart .band.repaired")).hasSize(1);
    assertThat(browser.texts("#chart .bar.provisional")).hasSize(1);
    assertThat(browser.texts("#chart .bar.open")).hasSize(1);
    assertThat(browser.texts("#legend li"))
        .containsExactly(
            "in progress",
            "provisional, accepts late posts",
            "no posts",
            "outage, a collector was not connected",
            "repaired");
    assertThat(browser.texts("#quality .figure").get(1))
        .contains("89.4%", "of 57 min without an outage");
    assertThat(browser.text("#quality"))
        .contains("home: stalled, ≈ 42 posts missed", "2 repaired", "backfill into x")
        .doesNotContain("7 repaired");
    browser.find("#trend-table summary").click();
    until(
        () ->
            browser
                .texts("#trend-table tbody tr")
                .containsAll(
                    List.of(
                        "Nov 20, 09:40–09:45\t13\trepaired",
                        "Nov 20, 09:45–09:50\t–\tno posts, outage for 4 min, repaired",
                        "Nov 20, 09:50–09:55\t1\tprovisional: accepts late posts, outage for 2 min")));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldNameRangeWithoutRunsWhileCassandraIsUnavailable() {
    go("/?until=2026-11-20T15:00:00Z");
    store.makeUnavailable();

    browser.find("#top [data-id=m]").click();

    until(() -> browser.find("#empty").isDisplayed());
    assertThat(browser.texts("#quality .quality-part").get(4))
        .contains("None (Nov 20, 09:00–10:00).");
  }

  @Test
  void shouldPlaceTicksAtMidnightAcrossEndOfDaylightSavingTime() {
    go("/");
    assertThat(browser.run(HOURS_OF_TICKS_OF_A_WEEK, "2026-10-29T12:00:00-04:00"))
        .isEqualTo("0,0,0,0,0,0,0");
  }

  @Test
  void shouldPlaceTickAfterSkippedMidnight() {
    browser.timeZone("America/Santiago");
    try {
      go("/");
      assertThat(browser.run(HOURS_OF_TICKS_OF_A_WEEK, "2026-09-03T12:00:00-04:00"))
          .isEqualTo("0,0,1,0,0,0,0");
    } finally {
      browser.timeZone("America/Toronto");
    }
  }

  @Test
  void shouldIgnoreInvalidParametersOfUrl() {
    for (String query :
        List.of(
            "until=-271821-04-20T00:00:00Z",
            "until=soon",
            "from=1969-01-01T00:00:00Z&to=1969-01-02T00:00:00Z",
            "range=toString",
            "metric=constructor")) {
      browser.go(uri("/?" + query));
      until(() -> browser.status().equals("live"));
      until(() -> browser.texts(".tile-figure").get(0).matches("\\d+"));
      assertThat(browser.console()).as(query).isEmpty();
    }
  }

  @Test
  void shouldDeselectUnknownCitiesOfUrl() {
    go("/?city=nowhere&city=t&card=nowhere");

    assertThat(browser.text("#trend-title")).isEqualTo("Tweets: Toronto, Ontario");
    assertThat(browser.texts(".tile-figure").get(0)).isEqualTo("10");
    assertThat(browser.address()).contains("city=t").doesNotContain("nowhere");
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldRejectYearWithSixDigits() {
    go("/");
    browser.find("[data-range=custom]").click();
    browser.run(
        "document.getElementById('from').value = '202614-11-19T12:00';"
            + "document.getElementById('to').value = '202614-11-19T14:00'");
    browser.find("#custom [type=submit]").click();

    assertThat(browser.address()).doesNotContain("from=");
    browser.find("[data-range='6h']").click();
    until(() -> browser.address().contains("range=6h"));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldLinkToNewestPostsWhenRangeIsEmpty() {
    browser.go(uri("/?from=2026-11-19T09:00:00Z&to=2026-11-19T12:00:00Z"));
    until(() -> !browser.texts("#empty button").isEmpty());
    assertThat(browser.text("#empty")).contains("No posts in this range");

    browser.find("#empty button").click();

    until(() -> browser.status().equals("live"));
  }

  @Test
  void shouldShowAgeOfLastChangeUntilNextArrives() {
    now = OPEN.plus(window()).plusSeconds(420);
    browser.go(uri("/"));

    until(() -> browser.text("#status-text").equals("Quiet · last change 7 min ago"));

    api.changed(List.of(new CountChange(OPEN, Fixture.MONTREAL, new Counts(3, 2, 2))));
    until(() -> browser.text("#status-text").startsWith("Live · updated"));
    assertThat(browser.console()).isEmpty();
  }

  @Test
  void shouldIndicateSimulatedData() {
    go("/");

    until(() -> browser.find("#simulated").isDisplayed());
    assertThat(browser.text("#simulated")).isEqualTo("Simulated data");
  }

  @Test
  void shouldBeAccessibleOnAnyScreenSize() throws Exception {
    for (int width : List.of(1440, 360)) {
      browser.width(width);
      for (String theme : List.of("light", "dark")) {
        go("/?metric=users&theme=" + theme + "&from=2026-11-19T17:00:00Z&to=2026-11-20T15:05:00Z");
        assertAccessible(theme + ", " + width);
      }
    }
  }
}
