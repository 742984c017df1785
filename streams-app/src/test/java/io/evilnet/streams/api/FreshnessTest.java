package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.TimeRange;
import io.evilnet.store.table.BackfillRun;
import io.evilnet.streams.live.CountChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class FreshnessTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final Instant CLOSED = START.plus(Duration.ofMinutes(20));

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final Freshness freshness =
      new Freshness(new Clockwork(Duration.ofMinutes(5), Duration.ofMinutes(15), now::get));

  @Test
  void shouldIncreaseWhenWindowIsUnchangedOrClosed() {
    assertThat(at(START)).isEqualTo(Duration.ofSeconds(1));
    assertThat(at(START.plus(Duration.ofMinutes(3)))).isEqualTo(Duration.ofSeconds(10));
    assertThat(at(CLOSED)).isEqualTo(Duration.ofSeconds(10));
    assertThat(at(CLOSED.plus(Duration.ofMinutes(1)))).isEqualTo(Duration.ofSeconds(30));
    assertThat(at(CLOSED.plus(Duration.ofHours(1)))).isEqualTo(Duration.ofMinutes(30));
    assertThat(at(CLOSED.plus(Duration.ofHours(11)))).isEqualTo(Duration.ofMinutes(330));
    assertThat(at(CLOSED.plus(Duration.ofHours(13)))).isEqualTo(Duration.ofHours(6));
  }

  @Test
  void shouldNotReachBackBeforeLastChange() {
    Instant change = CLOSED.plus(Duration.ofHours(1));
    now.set(change);
    freshness.note(List.of(new CountChange(START, City.UNRESOLVED, new Counts(1, 0, 1))));

    assertThat(at(change.plusSeconds(119))).isEqualTo(Duration.ofSeconds(1));
    assertThat(at(change.plusSeconds(150))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void shouldBeShortAfterCassandraWasUnavailable() {
    Instant unavailableAt = CLOSED.plus(Duration.ofHours(1));
    now.set(unavailableAt);
    freshness.noteUnavailable();

    assertThat(at(unavailableAt.plusSeconds(90))).isEqualTo(Duration.ofSeconds(10));
    assertThat(at(unavailableAt.plusSeconds(150))).isEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void shouldNotReachBackBeforeRepair() {
    Instant repair = CLOSED.plus(Duration.ofHours(6));
    BackfillRun run = run("backfill", "repaired", repair);
    freshness.noteRuns(List.of(run));

    assertThat(at(repair.plusSeconds(10))).isEqualTo(Duration.ofSeconds(10));
    assertThat(at(repair.plusSeconds(60))).isEqualTo(Duration.ofSeconds(30));
    assertThat(freshness.of(run.rangeEnd())).isGreaterThan(Duration.ofMinutes(30));
  }

  @Test
  void shouldIgnoreRunsWithoutWrites() {
    Instant end = CLOSED.plus(Duration.ofHours(6));
    freshness.noteRuns(List.of(run("validate", "different", end), run("backfill", "equal", end)));

    assertThat(at(end.plusSeconds(60))).isGreaterThan(Duration.ofHours(3));
  }

  @Test
  void shouldBeLimitedWhileRepairIsRunning() {
    freshness.noteRuns(List.of(run("backfill", "running", null)));

    assertThat(at(CLOSED.plus(Duration.ofHours(6)))).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void shouldBeMinimumOfWindowsInRange() {
    now.set(CLOSED.plus(Duration.ofHours(1)));
    Instant changing = START.plus(Duration.ofMinutes(5));
    freshness.note(List.of(new CountChange(changing, City.UNRESOLVED, new Counts(1, 0, 1))));

    assertThat(freshness.of(new TimeRange(START, changing))).isEqualTo(Duration.ofMinutes(30));
    assertThat(freshness.of(new TimeRange(START, changing.plusSeconds(1))))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldBeSettledWhenAllWindowsAreClosedAndUnchanged() {
    TimeRange hour = new TimeRange(START, START.plus(Duration.ofHours(1)));

    now.set(hour.to().plus(Duration.ofMinutes(19)));
    assertThat(freshness.isSettled(hour)).isFalse();
    now.set(hour.to().plus(Duration.ofMinutes(20)));
    assertThat(freshness.isSettled(hour)).isTrue();
    freshness.noteUnavailable();
    assertThat(freshness.isSettled(hour)).isFalse();
  }

  /** Returns a run over an hour from {@link #START}. */
  private static BackfillRun run(String mode, String status, Instant finishedAt) {
    Instant startedAt = CLOSED.plus(Duration.ofHours(5));
    Instant end = START.plus(Duration.ofHours(1));
    return new BackfillRun(startedAt, mode, mode, START, end, status, finishedAt, 1L, 1L, 1L, "");
  }

  private Duration at(Instant instant) {
    now.set(instant);
    return freshness.of(START);
  }
}
