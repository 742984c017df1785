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

  /** Limit of one wait: waits do not count the time of a suspension or a step of the clock. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(30);

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
    /** Runs once; {@code due} is the last multiple of the interval. */
    int at(Instant due) throws IOException, InterruptedException;
  }

  private final long every;
  private final InstantSource clock;
  private final Pause pause;

  /**
   * @param setting name of the interval, for messages
   * @throws IllegalArgumentException if the interval is less than a second
   */
  public Repetition(String setting, Duration every, InstantSource clock, Pause pause) {
    if (every.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "%s must be at least 1s, but is %s".formatted(setting, every));
    }
    this.every = every.toMillis();
    this.clock = clock;
    this.pause = pause;
  }

  /**
   * Repeats the run. Exceptions end the run only.
   *
   * @param ended receives the result of each run
   */
  public void run(Run run, Consumer<EndedRun> ended) throws InterruptedException {
    LOG.info("next run at {}", Instant.ofEpochMilli(due() + every));
    while (!isTerminatedBefore(due() + every)) {
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
      exitCode = run.at(Instant.ofEpochMilli(due()));
    } catch (IOException | RuntimeException e) {
      LOG.error("cannot start the job", e);
    }
    return new EndedRun(exitCode, start, clock.instant());
  }

  private boolean isTerminatedBefore(long next) throws InterruptedException {
    for (long remaining = next - clock.millis(); remaining > 0; remaining = next - clock.millis()) {
      if (pause.isTerminatedWithin(Duration.ofMillis(Math.min(remaining, MAX_WAIT.toMillis())))) {
        return true;
      }
    }
    return pause.isTerminatedWithin(Duration.ZERO);
  }

  private long due() {
    long now = clock.millis();
    return now - now % every;
  }
}
