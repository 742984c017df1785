package io.evilnet.streams.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EarlierDayTest {

  private static final int PER_HOUR = 12;
  private static final int DAY = 24 * PER_HOUR;
  private static final int TODAY = 8 * DAY;
  private static final int DAYS = 8;
  private static final double TWEETS_PER_HOUR = 10_000;

  private static final Duration WEEK_AGO = Duration.ofDays(7);
  private static final Duration YESTERDAY = Duration.ofDays(1);
  private static final Duration[] BOTH = {WEEK_AGO, YESTERDAY};

  private static final BitSet RECENT = first(13 * PER_HOUR);
  private static final BitSet ALL = first(DAY);

  /** The increase of a week ago began a quarter of an hour earlier, as events vary in time. */
  @Test
  void shouldNotDetectIncreaseAlsoPresentWeekAgo() {
    int found = 0;
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.scaleRate(seed % 3, 3, start, start + 2 * PER_HOUR);
      day.scaleRate(seed % 3, 3, start - 7 * DAY - 3, start - 7 * DAY - 3 + 2 * PER_HOUR);

      found += found(day.timeline(start)).isEmpty() ? 0 : 1;
      for (int newest = start; newest < start + 2 * PER_HOUR; newest++) {
        assertThat(found(day.timeline(newest, BOTH))).as("seed %d", seed).isEmpty();
      }
    }
    assertThat(found).as("found by the last twelve hours only").isEqualTo(DAYS);
  }

  @Test
  void shouldNotDetectIncreaseAlsoPresentYesterdayWithoutWeekAgo() {
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.scaleRate(seed % 3, 3, start, start + PER_HOUR);
      day.scaleRate(seed % 3, 3, start - DAY, start - DAY + PER_HOUR);

      assertThat(found(day.timeline(start))).as("seed %d", seed).isNotEmpty();
      for (int newest = start; newest < start + PER_HOUR; newest++) {
        assertThat(found(day.timeline(newest, YESTERDAY))).as("seed %d", seed).isEmpty();
      }
    }
  }

  @Test
  void shouldDetectNewIncreaseWithinOneWindow() {
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.scaleRate(seed % 3, 3, start, start + PER_HOUR);

      assertThat(found(day.timeline(start, BOTH)))
          .as("seed %d", seed)
          .containsExactly("c" + seed % 3);
    }
  }

  /** Counts of yesterday are ignored if those of a week ago are available. */
  @Test
  void shouldDetectIncreaseAlsoPresentYesterdayButNotWeekAgo() {
    SimulatedDay day = day(1);
    int start = startByDay(1);
    day.scaleRate(1, 3, start, start + PER_HOUR);
    day.scaleRate(1, 3, start - DAY, start - DAY + PER_HOUR);

    assertThat(found(day.timeline(start, BOTH))).containsExactly("c1");
  }

  /** An increase of this size cannot be hidden by an event of an earlier day. */
  @Test
  void shouldDetectIncreaseThreeTimesAsLargeAsWeekAgo() {
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.scaleRate(seed % 3, 9, start, start + PER_HOUR);
      day.scaleRate(seed % 3, 3, start - 7 * DAY, start - 7 * DAY + PER_HOUR);

      assertThat(found(day.timeline(start, BOTH))).as("seed %d", seed).contains("c" + seed % 3);
    }
  }

  /** Recorded outages, regardless of the counts in them, and unrecorded ones. */
  @Test
  void shouldIgnoreOutagesOfEarlierDays() {
    SimulatedDay withoutOutages = day(2);
    SimulatedDay recorded = day(2);
    SimulatedDay unrecorded = day(2);
    int start = startByDay(2);
    for (int age : List.of(DAY, 7 * DAY)) {
      for (int city = 0; city < 100; city++) {
        recorded.scaleRate(city, 30, start - age - 2 * PER_HOUR, start - age + 2 * PER_HOUR);
        unrecorded.scaleRate(city, 0.02, start - age - 2 * PER_HOUR, start - age + 2 * PER_HOUR);
      }
    }
    scaleRateEqually(2, start, withoutOutages, recorded, unrecorded);

    for (int newest = start - 6; newest < start + PER_HOUR; newest++) {
      Comparison without = Baseline.compare(withoutOutages.timeline(newest, RECENT, RECENT));
      assertThat(Baseline.compare(recorded.timeline(newest, RECENT, RECENT, BOTH)))
          .isEqualTo(without);
      assertThat(Baseline.compare(unrecorded.timeline(newest, ALL, ALL, BOTH))).isEqualTo(without);
    }
    assertThat(found(withoutOutages.timeline(start))).containsExactly("c2");
  }

  private static void scaleRateEqually(
      int city, int start, SimulatedDay withoutOutages, SimulatedDay... others) {
    withoutOutages.scaleRate(city, 3, start, start + PER_HOUR);
    for (SimulatedDay other : others) {
      System.arraycopy(withoutOutages.counts[city], start, other.counts[city], start, PER_HOUR);
    }
  }

  @Test
  void shouldUseYesterdayAfterOutageWeekAgo() {
    SimulatedDay day = day(2);
    int start = startByDay(2);
    day.scaleRate(2, 3, start, start + PER_HOUR);
    day.scaleRate(2, 3, start - DAY, start - DAY + PER_HOUR);
    Windows windows = day.timeline(start, BOTH).windows();
    BitSet known = (BitSet) RECENT.clone();
    known.set(windows.around(windows.recent() - 1, 1).min().orElseThrow(), windows.size());

    assertThat(found(day.timeline(start, BOTH))).containsExactly("c2");
    assertThat(found(day.timeline(start, known, known, BOTH))).isEmpty();
  }

  /** Fewer posts of the other cities, which raise the share of this one; more posts of all. */
  @ParameterizedTest
  @CsvSource({"1, 0.2", "0, 4"})
  void shouldDetectIncreaseDespiteChangeOfOtherCitiesWeekAgo(int firstCity, double times) {
    SimulatedDay day = day(3);
    int start = startByDay(3);
    day.scaleRate(0, 3, start, start + PER_HOUR);
    for (int city = firstCity; city < 100; city++) {
      day.scaleRate(city, times, start - 7 * DAY - PER_HOUR, start - 7 * DAY + PER_HOUR);
    }

    assertThat(found(day.timeline(start, BOTH))).containsExactly("c0");
  }

  @Test
  void shouldDeriveUsualHourAndStartOfIncreaseFromWeekAgo() {
    SimulatedDay day = day(4);
    int start = startByDay(4);
    day.scaleRate(1, 3, start, start + 4 * PER_HOUR);
    day.scaleRate(1, 3, start - 7 * DAY, start - 7 * DAY + 4 * PER_HOUR);

    Map<String, UsualHour> usual =
        Baseline.compare(day.timeline(start + 2 * PER_HOUR, BOTH)).usual();
    assertThat(usual.get("c1").tweets() / usual.get("c1").usual()).isBetween(0.8, 1.2);

    int more = start + 3 * PER_HOUR;
    day.scaleRate(1, 12, more, more + 1);
    Finding finding = Baseline.compare(day.timeline(more, BOTH)).findings().get(0);
    assertThat(finding.key()).isEqualTo("c1");
    assertThat(finding.since())
        .isEqualTo(SimulatedDay.START.plus(SimulatedDay.WINDOW.multipliedBy(more)));
    assertThat(finding.ratio()).isBetween(3.0, 5.0);
  }

  private static SimulatedDay day(int seed) {
    return new SimulatedDay(seed, 100, TWEETS_PER_HOUR, 1, 9 * 24);
  }

  private static int startByDay(int seed) {
    return TODAY + 10 * PER_HOUR + (seed * 7) % (10 * PER_HOUR);
  }

  private static BitSet first(int windows) {
    BitSet first = new BitSet();
    first.set(0, windows);
    return first;
  }

  private static List<String> found(Timeline timeline) {
    return Baseline.compare(timeline).findings().stream().map(Finding::key).toList();
  }
}
