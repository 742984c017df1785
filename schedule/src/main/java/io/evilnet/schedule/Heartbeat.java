package io.evilnet.schedule;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A job that does nothing but run: while it does, the scheduler and its threads work. */
final class Heartbeat implements Job {

  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Duration DEAD_AFTER = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private volatile long beatAt;

  /** A heart that has just beaten. */
  Heartbeat(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.beatAt = nanoTime.getAsLong();
  }

  @Override
  public void execute(JobExecutionContext context) {
    beat();
  }

  void beat() {
    beatAt = nanoTime.getAsLong();
  }

  /** Returns whether it has run within the last minute. */
  boolean isAlive() {
    return nanoTime.getAsLong() - beatAt < DEAD_AFTER.toNanos();
  }
}
