package io.evilnet.launcher.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepetitionTest {

  private static final Duration EVERY = Duration.ofMinutes(15);

  private final Deque<Duration> durations = new ArrayDeque<>();
  private final Deque<Duration> steps = new ArrayDeque<>();
  private final List<String> starts = new ArrayList<>();
  private final List<String> outcomes = new ArrayList<>();
  private boolean isTerminated;
  private Instant now = Instant.parse("2026-11-20T14:02:00Z");

  @Test
  void shouldRunAtMultiplesOfIntervalAndSkipMissedOnes() throws Exception {
    repeat(0, 1, 16, 0);

    assertThat(starts).containsExactly("14:15", "14:30", "14:45", "15:15");
    assertThat(outcomes).containsExactly("equal 0", "equal 1", "equal 16", "equal 0");
  }

  @Test
  void shouldContinueAfterFailedRun() throws Exception {
    durations.addAll(List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO));

    repetition()
        .run(
            start ->
                switch (starts.size()) {
                  case 0 -> run(1);
                  case 1 -> run(2);
                  case 2 -> {
                    run(0);
                    throw new IOException("no Java");
                  }
                  default -> {
                    run(0);
                    throw new IllegalStateException("no jar");
                  }
                },
            this::ended);

    assertThat(starts).containsExactly("14:15", "14:30", "14:45", "15:00");
    assertThat(outcomes).containsExactly("different 0", "failed 0", "failed 0", "failed 0");
  }

  @Test
  void shouldNotReportTerminatedRun() throws Exception {
    durations.add(Duration.ofMinutes(3));

    repetition()
        .run(
            start -> {
              int exitCode = run(2);
              isTerminated = true;
              return exitCode;
            },
            this::ended);

    assertThat(starts).containsExactly("14:15");
    assertThat(outcomes).isEmpty();
  }

  @Test
  void shouldRunAtClockTimeAfterSuspension() throws Exception {
    steps.addAll(List.of(Duration.ofMinutes(50), Duration.ZERO));
    List<Instant> due = new ArrayList<>();
    durations.add(Duration.ZERO);

    repetition()
        .run(
            multiple -> {
              due.add(multiple);
              return run(0);
            },
            this::ended);

    assertThat(starts).containsExactly("14:52");
    assertThat(due).containsExactly(Instant.parse("2026-11-20T14:45:00Z"));
  }

  @Test
  void shouldNotRunEarlyIfClockIsSetBack() throws Exception {
    now = Instant.parse("2026-11-20T14:14:50Z");
    steps.add(Duration.ofMillis(-200));

    repeat(0);

    assertThat(starts).containsExactly("14:15");
  }

  @Test
  void shouldRejectIntervalBelowOneSecond() {
    assertThatThrownBy(
            () -> new Repetition("--every", Duration.ofMillis(999), () -> now, time -> true))
        .hasMessage("--every must be at least 1s, but is PT0.999S");
  }

  private void repeat(int... minutes) throws InterruptedException {
    for (int each : minutes) {
      durations.add(Duration.ofMinutes(each));
    }
    repetition().run(start -> run(0), this::ended);
  }

  /** Advances the clock; the process is terminated when there is no further run. */
  private Repetition repetition() {
    return new Repetition(
        "--every",
        EVERY,
        () -> now,
        time -> {
          if (isTerminated || (!time.isZero() && durations.isEmpty())) {
            return true;
          }
          now = now.plus(time);
          if (!time.isZero() && !steps.isEmpty()) {
            now = now.plus(steps.remove());
          }
          return false;
        });
  }

  private int run(int exitCode) {
    starts.add(now.toString().substring(11, 16));
    now = now.plus(durations.remove());
    return exitCode;
  }

  private void ended(EndedRun run) {
    outcomes.add(run.outcome() + " " + run.duration().toMinutes());
  }
}
