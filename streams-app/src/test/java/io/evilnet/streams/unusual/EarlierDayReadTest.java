package io.evilnet.streams.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.topics.StreamGap;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.store.table.TweetsRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlierDayReadTest {

  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Instant NOW = Instant.parse("2026-11-20T15:02:00Z");
  private static final Instant END = Instant.parse("2026-11-20T15:00:00Z");

  private final Rows rows = new Rows(END, WINDOW);

  /** Of each earlier day, the time of the last hour and half an hour around it. */
  @Test
  void shouldReadSameTimeOfEarlierDaysOncePerQuarterHour() {
    put(40, 1, 7);
    RecentTweets tweets = withTtl(Duration.ofDays(8));

    tweets.compare(rows, NOW);
    assertThat(rows.requested).hasSize(13 * 12 + 2 * 24);
    assertThat(rows.requested)
        .contains(
            END.minus(Duration.ofDays(7)).minus(Duration.ofMinutes(90)),
            END.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(25)))
        .doesNotContain(END.minus(Duration.ofDays(1)).plus(Duration.ofMinutes(30)));

    rows.requested.clear();
    tweets.compare(rows, NOW.plusSeconds(30));
    assertThat(rows.requested).hasSize(3);

    rows.requested.clear();
    tweets.compare(rows, NOW.plus(Duration.ofMinutes(5)));
    assertThat(rows.requested).hasSize(4 + 2);
  }

  @Test
  void shouldReadEarlierDaysOnlyWithinTtlOfCounts() {
    put(40, 1, 7);
    assertThat(ranges(Duration.ofDays(1), WINDOW)).isEqualTo(1);
    assertThat(ranges(Duration.ofHours(26), WINDOW)).isEqualTo(2);
    assertThat(ranges(Duration.ofDays(7), WINDOW)).isEqualTo(2);
    assertThat(ranges(Duration.ofDays(8), WINDOW)).isEqualTo(3);
    assertThat(ranges(Duration.ofDays(8), Duration.ofMinutes(11)))
        .as("no window begins at the same time of the day")
        .isEqualTo(1);
    assertThat(ranges(Duration.ofDays(8), Duration.ofSeconds(30))).isEqualTo(1);
    assertThat(ranges(Duration.ofDays(8), Duration.ofHours(6))).isEqualTo(1);
  }

  @Test
  void shouldCompareOnlyCitiesWithRecentTweets() {
    put(40, 7);
    Instant weekAgo = END.minus(Duration.ofDays(7)).minus(WINDOW);
    List<TweetsRow> weekAgoRows = new ArrayList<>(rows.windows.get(weekAgo));
    weekAgoRows.add(new TweetsRow("g", "Gaspé, Québec", 30));
    weekAgoRows.set(0, new TweetsRow("m", "Former name", 40));
    rows.windows.put(weekAgo, weekAgoRows);
    RecentTweets tweets = withTtl(Duration.ofDays(8));

    Comparison comparison = tweets.compare(rows, NOW);

    assertThat(comparison.cities()).isEqualTo(2);
    assertThat(comparison.usual()).containsOnlyKeys("m", "t");
    rows.put(END.minus(WINDOW), 400, 60);
    assertThat(tweets.compare(rows, NOW.plus(Duration.ofMinutes(16))).findings())
        .extracting(finding -> finding.subject().name())
        .containsExactly("Montréal, Québec");
  }

  private int ranges(Duration countsTtl, Duration window) {
    rows.ranges.clear();
    new RecentTweets(window, Duration.ofMinutes(15), countsTtl).compare(rows, NOW);
    return rows.ranges.size();
  }

  @Test
  void shouldNotDetectIncreaseAlsoPresentWeekAgo() {
    rows.put(END.minus(WINDOW), 130, 60);
    put(130, 1, 7);

    assertThat(withTtl(Duration.ofDays(1)).compare(rows, NOW).findings()).hasSize(1);
    assertThat(withTtl(Duration.ofDays(8)).compare(rows, NOW).findings()).isEmpty();
  }

  @Test
  void shouldPreferWeekAgoToYesterday() {
    rows.put(END.minus(WINDOW), 130, 60);
    put(130, 1);
    assertThat(withTtl(Duration.ofDays(8)).compare(rows, NOW).findings()).isEmpty();

    put(40, 7);
    assertThat(withTtl(Duration.ofDays(8)).compare(rows, NOW).findings()).hasSize(1);
  }

  @Test
  void shouldExcludeOutagesAndRepairsOfEarlierDays() {
    rows.put(END.minus(WINDOW), 130, 60);
    put(130, 1, 7);
    Instant weekAgo = END.minus(Duration.ofDays(7));
    Instant yesterday = END.minus(Duration.ofDays(1));
    rows.gaps.add(
        StreamGap.open("home", "filtered", weekAgo.minus(Duration.ofHours(1)), "network")
            .endedAt(weekAgo.plus(Duration.ofHours(1))));
    assertThat(withTtl(Duration.ofDays(8)).compare(rows, NOW).findings()).isEmpty();

    rows.runs.add(
        new BackfillRun(
            NOW.minusSeconds(60),
            "run",
            "backfill",
            yesterday.minus(Duration.ofHours(4)),
            yesterday.plus(Duration.ofHours(4)),
            "running",
            null,
            0L,
            0L,
            0L,
            ""));
    assertThat(withTtl(Duration.ofDays(8)).compare(rows, NOW).findings()).hasSize(1);
  }

  private static RecentTweets withTtl(Duration countsTtl) {
    return new RecentTweets(WINDOW, Duration.ofMinutes(15), countsTtl);
  }

  /** Adds rows of earlier days for the time of the last hour and two hours around it. */
  private void put(int montreal, int... days) {
    for (int day : days) {
      for (int i = -24; i < 36; i++) {
        rows.put(END.minus(Duration.ofDays(day)).minus(WINDOW.multipliedBy(i)), montreal, 60);
      }
    }
  }
}
