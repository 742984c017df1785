package io.evilnet.streams.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.TweetsRow;
import io.evilnet.streams.unusual.Comparison.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecentTweetsTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Instant NOW = Instant.parse("2026-11-20T15:02:00Z");
  private static final Instant END = Instant.parse("2026-11-20T15:00:00Z");

  private final RecentTweets tweets =
      new RecentTweets(WINDOW, Duration.ofMinutes(15), Duration.ofDays(1));
  private final Rows rows = new Rows(END, WINDOW);

  @Test
  void shouldDetectIncreaseInNewestEndedWindow() {
    rows.put(END.minus(WINDOW), 130, 60);

    Comparison comparison = tweets.compare(rows, NOW);

    assertThat(comparison.until()).isEqualTo(END);
    assertThat(comparison.hours()).isEqualTo(12);
    assertThat(comparison.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.subject().name()).isEqualTo("Montréal, Québec");
              assertThat(finding.subject().region()).isEqualTo("Québec");
              assertThat(finding.since()).isEqualTo(END.minus(WINDOW));
              assertThat(finding.usual()).isEqualTo(40);
            });
  }

  @Test
  void shouldFindWindowsRegardlessOfFractionOfMillisecond() {
    rows.put(END.minus(WINDOW), 130, 60);

    assertThat(tweets.compare(rows, NOW.plusNanos(123_456)).findings()).hasSize(1);
  }

  @Test
  void shouldExcludeUnfinishedWindow() {
    rows.put(END, 1_000, 60);

    assertThat(tweets.compare(rows, NOW).findings()).isEmpty();
  }

  @Test
  void shouldNotCompareCitiesWithOnlyReceivedRetweets() {
    rows.windows.replaceAll(
        (start, cities) ->
            Stream.concat(cities.stream(), Stream.of(new TweetsRow("l", "Laval, Québec", 0)))
                .toList());

    assertThat(tweets.compare(rows, NOW).cities()).isEqualTo(2);
  }

  @Test
  void shouldReadClosedWindowOncePerQuarterHour() {
    tweets.compare(rows, NOW);
    assertThat(rows.requested).hasSize(13 * 12);

    rows.requested.clear();
    tweets.compare(rows, NOW.plusSeconds(30));
    assertThat(rows.requested)
        .containsExactly(
            END.minus(WINDOW.multipliedBy(3)),
            END.minus(WINDOW.multipliedBy(2)),
            END.minus(WINDOW));

    rows.requested.clear();
    tweets.compare(rows, NOW.plus(Duration.ofMinutes(15)));
    assertThat(rows.requested).hasSizeGreaterThan(13 * 11);
  }

  @Test
  void shouldReloadCitiesPerQuarterHourOrWhenOneIsMissing() {
    tweets.compare(rows, NOW);
    tweets.compare(rows, NOW.plusSeconds(30));
    assertThat(rows.citiesReads).isEqualTo(1);

    tweets.compare(rows, NOW.plus(Duration.ofMinutes(15)));
    assertThat(rows.citiesReads).isEqualTo(2);

    countLaval();
    tweets.compare(rows, NOW.plus(Duration.ofMinutes(16)));
    tweets.compare(rows, NOW.plus(Duration.ofMinutes(17)));
    assertThat(rows.citiesReads).isEqualTo(3);
  }

  @Test
  void shouldIncludeAreaOfNewCityInFirstComparison() {
    tweets.compare(rows, NOW);
    countLaval();

    assertThat(tweets.compare(rows, NOW.plus(Duration.ofMinutes(5))).findings())
        .extracting(finding -> finding.key() + " " + finding.subject().region())
        .containsExactly("CA/quebec Québec", "l Québec");
  }

  private void countLaval() {
    rows.windows.put(END, List.of(new TweetsRow("l", "Laval, Québec", 100)));
    rows.cities.add(new City("l", "Laval, Québec", "CA", 45.6, -73.7));
  }

  @Test
  void shouldReloadChangedWindow() {
    Instant early = END.minus(Duration.ofHours(6));
    tweets.compare(rows, NOW);
    rows.requested.clear();

    tweets.changed(early, NOW.plusSeconds(10));
    tweets.compare(rows, NOW.plusSeconds(30));
    assertThat(rows.requested).contains(early);

    rows.requested.clear();
    tweets.compare(rows, NOW.plusSeconds(150));
    tweets.compare(rows, NOW.plusSeconds(160));
    assertThat(rows.requested.stream().filter(early::equals)).hasSize(1);
  }

  /** After a long downtime, posts of hours are counted within seconds, the oldest first. */
  @Test
  void shouldNotCompareWithRecentlyChangedWindows() {
    for (int i = 13; i <= 13 * 12; i++) {
      rows.put(END.minus(WINDOW.multipliedBy(i)), 10, 15);
      tweets.changed(END.minus(WINDOW.multipliedBy(i)), NOW.minusSeconds(1));
    }

    assertThat(tweets.compare(rows, NOW).state()).isEqualTo(State.TOO_LITTLE_HISTORY);
  }

  /** A repair writes the missing rows of a day within minutes, in no order of windows. */
  @Test
  void shouldNotCompareWithWindowsUnderRepair() {
    putPast(10);
    rows.runs.add(run("backfill", "running", null));
    assertThat(tweets.compare(rows, NOW).state()).isEqualTo(State.TOO_LITTLE_HISTORY);

    putPast(40);
    rows.runs.set(0, run("backfill", "repaired", NOW.plusSeconds(30)));
    assertThat(tweets.compare(rows, NOW.plusSeconds(40)).state())
        .isEqualTo(State.TOO_LITTLE_HISTORY);
    assertThat(tweets.compare(rows, NOW.plusSeconds(160)).findings()).isEmpty();
    assertThat(tweets.compare(rows, NOW.plusSeconds(160)).state()).isEqualTo(State.COMPARED);
  }

  @Test
  void shouldCompareWithRowsReadBeforeRepair() {
    rows.put(END.minus(WINDOW), 130, 60);
    assertThat(tweets.compare(rows, NOW).findings()).hasSize(1);

    putPast(200);
    rows.requested.clear();
    rows.runs.add(run("backfill", "running", null));
    assertThat(tweets.compare(rows, NOW.plusSeconds(30)).findings()).hasSize(1);
    assertThat(rows.requested).hasSize(3);

    rows.runs.set(0, run("backfill", "killed", NOW.plusSeconds(60)));
    assertThat(tweets.compare(rows, NOW.plusSeconds(150)).findings()).hasSize(1);
    assertThat(tweets.compare(rows, NOW.plusSeconds(190)).findings()).isEmpty();
  }

  @Test
  void shouldTreatRunWithoutEndAsKilled() {
    rows.runs.add(run("backfill", "running", null));
    assertThat(tweets.compare(rows, NOW).state()).isEqualTo(State.TOO_LITTLE_HISTORY);

    Instant later = NOW.plus(Duration.ofHours(2)).plus(Duration.ofMinutes(2));
    assertThat(tweets.compare(rows, later).state()).isEqualTo(State.NOTHING_RECENT);
    assertThat(rows.requested).contains(END.minus(Duration.ofHours(5)));
  }

  @Test
  void shouldCompareWithWindowsNotChangedByRun() {
    rows.runs.add(run("validate", "running", null));
    rows.runs.add(run("dry-run", "running", null));
    rows.runs.add(run("backfill", "equal", NOW.minusSeconds(10)));
    rows.runs.add(run("backfill into by_minute", "running", null));
    rows.runs.add(BackfillRun.ended(NOW, "run", "killed", NOW, 0, 0, 0, "its start has expired"));

    assertThat(tweets.compare(rows, NOW).state()).isEqualTo(State.COMPARED);
  }

  private void putPast(int montreal) {
    for (int i = 4; i <= 13 * 12; i++) {
      rows.put(END.minus(WINDOW.multipliedBy(i)), montreal, 60);
    }
  }

  private static BackfillRun run(String mode, String status, Instant finishedAt) {
    Instant from = END.minus(Duration.ofHours(24));
    return new BackfillRun(
        NOW.minusSeconds(60), "run", mode, from, END, status, finishedAt, 0L, 0L, 0L, "");
  }

  @Test
  void shouldExcludeOutagesButNotShortReconnect() {
    rows.put(END.minus(WINDOW), 130, 60);
    StreamGap gap = StreamGap.open("home", "filtered", END.minusSeconds(40), "stalled");
    rows.gaps.add(gap.endedAt(END.minusSeconds(20)));
    assertThat(tweets.compare(rows, NOW).findings()).hasSize(1);

    rows.gaps.set(0, gap.endedAt(END));
    assertThat(tweets.compare(rows, NOW).findings()).isEmpty();
    assertThat(tweets.compare(rows, NOW).until()).isEqualTo(END.minus(WINDOW));

    rows.gaps.set(0, StreamGap.open("home", "filtered", END.minusSeconds(4_000), "network"));
    assertThat(tweets.compare(rows, NOW).state()).isEqualTo(State.NOTHING_RECENT);
  }
}
