package io.evilnet.launcher.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Readiness of a process that repeats a run. */
public final class Readiness {

  /** Time beyond two intervals without the end of a run, after which it is overdue. */
  private static final Duration TOLERANCE = Duration.ofMinutes(30);

  private final Duration every;
  private final InstantSource clock;
  private volatile EndedRun last;

  /**
   * @param every interval of the runs
   */
  public Readiness(Duration every, InstantSource clock) {
    Instant start = clock.instant();
    this.every = every;
    this.clock = clock;
    this.last = new EndedRun(0, start, start);
  }

  /** Records the result of a run. */
  public void ended(EndedRun run) {
    last = run;
  }

  /** Returns the reasons for not being ready; empty if ready. */
  List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    EndedRun run = last;
    Instant end = run.end();
    if (run.isFailed()) {
      reasons.add(
          "the last run failed at %s: see the logs of the schedule and the job"
              .formatted(end.truncatedTo(ChronoUnit.SECONDS)));
    }
    if (Duration.between(end, clock.instant()).compareTo(every.multipliedBy(2).plus(TOLERANCE))
        > 0) {
      reasons.add(
          "no run has ended since %s, with an interval of %d s"
              .formatted(end.truncatedTo(ChronoUnit.SECONDS), every.toSeconds()));
    }
    return reasons;
  }
}
