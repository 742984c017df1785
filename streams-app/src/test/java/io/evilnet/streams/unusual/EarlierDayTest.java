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

  /** A quarter of an hour earlier then, as a match does not always begin on time. */
  @Test
  void shouldFindNoRiseThatWasThereAWeekAgo() {
    int found = 0;
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.plant(seed % 3, 3, start, start + 2 * PER_HOUR);
      day.plant(seed % 3, 3, start - 7 * DAY - 3, start - 7 * DAY - 3 + 2 * PER_HOUR);

      found += found(day.timeline(start)).isEmpty() ? 0 : 1;
      for (int newest = start; newest < start + 2 * PER_HOUR; newest++) {
        assertThat(found(day.timeline(newest, BOTH))).as("seed %d", seed).isEmpty();
      }
    }
    assertThat(found).as("found by the last twelve hours only").isEqualTo(DAYS);
  }

  @Test
  void shouldFindNoRiseThatWasThereYesterdayWhileNoWeekIsKnown() {
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.plant(seed % 3, 3, start, start + PER_HOUR);
      day.plant(seed % 3, 3, start - DAY, start - DAY + PER_HOUR);

      assertThat(found(day.timeline(start))).as("seed %d", seed).isNotEmpty();
      for (int newest = start; newest < start + PER_HOUR; newest++) {
        assertThat(found(day.timeline(newest, YESTERDAY))).as("seed %d", seed).isEmpty();
      }
    }
  }

  @Test
  void shouldFindANewRiseWithinOneWindow() {
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.plant(seed % 3, 3, start, start + PER_HOUR);

      assertThat(found(day.timeline(start, BOTH)))
          .as("seed %d", seed)
          .containsExactly("c" + seed % 3);
    }
  }

  /** An event of one day is no habit: it hides no other as soon as a week is known. */
  @Test
  void shouldFindARiseAtTheTimeOfAnotherOneYesterday() {
    SimulatedDay day = day(1);
    int start = startByDay(1);
    day.plant(1, 3, start, start + PER_HOUR);
    day.plant(1, 3, start - DAY, start - DAY + PER_HOUR);

    assertThat(found(day.timeline(start, BOTH))).containsExactly("c1");
  }

  /** The limit of what an event of an earlier day can hide. */
  @Test
  void shouldFindARiseThreeTimesAsLargeAsThatOfAWeekAgo() {
    for (int seed = 0; seed < DAYS; seed++) {
      SimulatedDay day = day(seed);
      int start = startByDay(seed);
      day.plant(seed % 3, 9, start, start + PER_HOUR);
      day.plant(seed % 3, 3, start - 7 * DAY, start - 7 * DAY + PER_HOUR);

      assertThat(found(day.timeline(start, BOTH))).as("seed %d", seed).contains("c" + seed % 3);
    }
  }

  /** Neither a recorded one, whatever was counted in it, nor one that was not recorded. */
  @Test
  void shouldChangeNothingIfThereWereOutages() {
    SimulatedDay calm = day(2);
    SimulatedDay recorded = day(2);
    SimulatedDay unrecorded = day(2);
    int start = startByDay(2);
    for (int age : List.of(DAY, 7 * DAY)) {
      for (int city = 0; city < 100; city++) {
        recorded.plant(city, 30, start - age - 2 * PER_HOUR, start - age + 2 * PER_HOUR);
        unrecorded.plant(city, 0.02, start - age - 2 * PER_HOUR, start - age + 2 * PER_HOUR);
      }
    }
    plantSame(2, start, calm, recorded, unrecorded);

    for (int newest = start - 6; newest < start + PER_HOUR; newest++) {
      Comparison without = Baseline.compare(calm.timeline(newest, RECENT, RECENT));
      assertThat(Baseline.compare(recorded.timeline(newest, RECENT, RECENT, BOTH)))
          .isEqualTo(without);
      assertThat(Baseline.compare(unrecorded.timeline(newest, ALL, ALL, BOTH))).isEqualTo(without);
    }
    assertThat(found(calm.timeline(start))).containsExactly("c2");
  }

  private static void plantSame(int city, int start, SimulatedDay calm, SimulatedDay... others) {
    calm.plant(city, 3, start, start + PER_HOUR);
    for (SimulatedDay other : others) {
      System.arraycopy(calm.counts[city], start, other.counts[city], start, PER_HOUR);
    }
  }

  @Test
  void shouldUseYesterdayWhereThereWasAnOutageAWeekAgo() {
    SimulatedDay day = day(2);
    int start = startByDay(2);
    day.plant(2, 3, start, start + PER_HOUR);
    day.plant(2, 3, start - DAY, start - DAY + PER_HOUR);
    Windows windows = day.timeline(start, BOTH).windows();
    BitSet known = (BitSet) RECENT.clone();
    known.set(windows.around(windows.recent() - 1, 1).min().orElseThrow(), windows.size());

    assertThat(found(day.timeline(start, BOTH))).containsExactly("c2");
    assertThat(found(day.timeline(start, known, known, BOTH))).isEmpty();
  }

  /** A loss elsewhere, after which each city had a larger share of the rest; more posts of all. */
  @ParameterizedTest
  @CsvSource({"1, 0.2", "0, 4"})
  void shouldFindARiseDespiteALossElsewhereOrMorePostsAWeekAgo(int firstCity, double times) {
    SimulatedDay day = day(3);
    int start = startByDay(3);
    day.plant(0, 3, start, start + PER_HOUR);
    for (int city = firstCity; city < 100; city++) {
      day.plant(city, times, start - 7 * DAY - PER_HOUR, start - 7 * DAY + PER_HOUR);
    }

    assertThat(found(day.timeline(start, BOTH))).containsExactly("c0");
  }

  @Test
  void shouldTellTheUsualHourAndTheBeginningOfARiseByAWeekAgo() {
    SimulatedDay day = day(4);
    int start = startByDay(4);
    day.plant(1, 3, start, start + 4 * PER_HOUR);
    day.plant(1, 3, start - 7 * DAY, start - 7 * DAY + 4 * PER_HOUR);

    Map<String, UsualHour> usual =
        Baseline.compare(day.timeline(start + 2 * PER_HOUR, BOTH)).usual();
    assertThat(usual.get("c1").tweets() / usual.get("c1").usual()).isBetween(0.8, 1.2);

    int more = start + 3 * PER_HOUR;
    day.plant(1, 12, more, more + 1);
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
