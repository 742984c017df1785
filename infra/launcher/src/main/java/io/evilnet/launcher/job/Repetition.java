package io.evilnet.launcher.job;

import io.evilnet.launcher.cluster.SparkJob;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats a run at multiples of an interval, aligned to UTC, until the process is terminated. Runs
 * do not overlap; those missed during a longer one are not repeated.
 */
public final class Repetition {

  /** Longer than any run; a hanging run must not block the next ones forever. */
  public static final Duration LONGEST = Duration.ofHours(2);

  private static final Logger LOG = LoggerFactory.getLogger(Repetition.class);

  /** Time between runs. */
  @FunctionalInterface
  public interface Pause {
    /** Waits, and returns true as soon as the process is being terminated. */
    boolean isTerminatedWithin(Duration time) throws InterruptedException;
  }

  /** Action to repeat; returns an exit code of the job. */
  @FunctionalInterface
  public interface Run {
    int at(Instant start) throws IOException, InterruptedException;
  }

  private final Duration every;
  private final InstantSource clock;
  private final Pause pause;

  public Repetition(Duration every, InstantSource clock, Pause pause) {
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("the interval must be at least 1s, but is " + every);
    }
    this.every = every;
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Repeats the run. Exceptions end the run only.
   *
   * @param ended receives the result of each run
   */
  public void run(Run run, Consumer<EndedRun> ended) throws InterruptedException {
    LOG.info("next run in {} s", untilNext().toSeconds());
    while (!pause.isTerminatedWithin(untilNext())) {
      EndedRun result = once(run);
      if (!pause.isTerminatedWithin(Duration.ZERO)) {
        LOG.info(
            "{} after {} s (exit code {})",
            result.outcome(),
            result.duration().toSeconds(),
            result.exitCode());
        ended.accept(result);
      }
    }
  }

  private EndedRun once(Run run) throws InterruptedException {
    Instant start = clock.instant();
    int exitCode = SparkJob.FAILED;
    try {
      exitCode = run.at(start);
    } catch (IOException | RuntimeException e) {
      LOG.error("cannot start the job", e);
    }
    return new EndedRun(exitCode, start, clock.instant());
  }

  private Duration untilNext() {
    long interval = every.toMillis();
    return Duration.ofMillis(interval - clock.millis() % interval);
  }
}
