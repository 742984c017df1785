package io.evilnet.schedule;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** A periodic no-op job, whose executions show that the scheduler and its threads are alive. */
final class Heartbeat implements Job {

  static final Duration INTERVAL = Duration.ofSeconds(10);

  private static final Duration DEAD_AFTER = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private volatile long beatAt;

  /** Creates a heartbeat that counts as just executed. */
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

  /** Returns whether the job has been executed within the last minute. */
  boolean isAlive() {
    return nanoTime.getAsLong() - beatAt < DEAD_AFTER.toNanos();
  }
}
