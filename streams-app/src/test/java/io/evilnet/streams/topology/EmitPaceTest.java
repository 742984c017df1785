package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmitPaceTest {

  private static final long HOUR = 3_600_000;
  private static final long TICK = 250;

  private final EmitPace pace = EmitPace.ofClosedWindows();

  @Test
  void shouldEmitAtEachIntervalWithoutLag() {
    assertThat(pace.isDue(HOUR, 100)).isTrue();
    assertThat(pace.isDue(HOUR + TICK, TICK)).isTrue();
    assertThat(pace.isDue(HOUR + 2 * TICK, 0)).isTrue();
  }

  @Test
  void shouldAlignEmissionsOfAllPartitionsDuringLag() {
    List<Long> first = dueTimes(HOUR + 4 * TICK, 90_000);
    List<Long> second = dueTimes(HOUR + 20 * TICK, 90_000);

    // The first time of each task is its start.
    assertThat(first.subList(1, 4)).containsExactlyElementsOf(second.subList(1, 4));
    assertThat(first.get(2) - first.get(1)).isEqualTo(16_000);
  }

  @Test
  void shouldEmitImmediatelyOnceLagIsZero() {
    pace.isDue(HOUR, HOUR);
    assertThat(pace.isDue(HOUR + TICK, HOUR)).isFalse();

    assertThat(pace.isDue(HOUR + 2 * TICK, 0)).isTrue();
  }

  @Test
  void shouldEmitCountsOfOpenWindowsLessOftenDuringLongLag() {
    assertThat(intervalOfOpen(5_000)).isEqualTo(intervalOfClosed(5_000)).isEqualTo(1_000);
    assertThat(intervalOfOpen(90_000)).isEqualTo(4 * intervalOfClosed(90_000)).isEqualTo(64_000);
  }

  private static long intervalOfOpen(long age) {
    List<Long> due = dueTimes(HOUR + TICK, age, EmitPace.ofOpenWindows());
    return due.get(2) - due.get(1);
  }

  private static long intervalOfClosed(long age) {
    List<Long> due = dueTimes(HOUR + TICK, age);
    return due.get(2) - due.get(1);
  }

  @Test
  void shouldEmitTotalsSecondsAfterPartialCounts() {
    long age = 90_000;
    List<Long> counts = dueTimes(HOUR + TICK, age);
    List<Long> totals = new ArrayList<>();
    for (long now = HOUR + TICK; totals.size() < 5; now += TICK) {
      if (pace.isMergeDue(now, age)) {
        totals.add(now);
      }
    }

    assertThat(Math.floorMod(totals.get(1) - counts.get(1), 16_000L)).isEqualTo(4_000);
    assertThat(totals.get(2) - totals.get(1)).isEqualTo(16_000);
    assertThat(pace.isMergeDue(totals.get(4) + TICK, age)).isFalse();
    assertThat(pace.isMergeDue(totals.get(4) + 2 * TICK, 0)).isTrue();
  }

  /** Returns the first five times of emission with posts of a constant age. */
  private static List<Long> dueTimes(long from, long age) {
    return dueTimes(from, age, EmitPace.ofClosedWindows());
  }

  private static List<Long> dueTimes(long from, long age, EmitPace pace) {
    List<Long> due = new ArrayList<>();
    for (long now = from; due.size() < 5; now += TICK) {
      if (pace.isDue(now, age)) {
        due.add(now);
      }
    }
    return due;
  }
}
