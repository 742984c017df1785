package io.evilnet.backfill.run;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.backfill.job.UnavailableException;
import io.evilnet.platform.lifecycle.DaemonThreads;
import io.evilnet.store.table.JobLeasesTable;
import io.evilnet.store.table.JobLeasesTable.Lease;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that prevents concurrent jobs on a keyspace, across machines: a row that is acquired and
 * renewed by lightweight transactions and expires soon after its holder terminates.
 */
final class JobLease implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JobLease.class);

  static final Duration DURATION = Duration.ofSeconds(90);

  private static final String JOB = "count-again";
  private static final Duration RENEWAL = DURATION.dividedBy(4);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final JobLeasesTable table;
  private final String holder;
  private final ScheduledExecutorService renewal =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("job-lease"));
  private boolean isReleased;
  private volatile long heldUntilNanos;

  private JobLease(JobLeasesTable table, String holder) {
    this.table = table;
    this.holder = holder;
  }

  /**
   * Acquires the lease; waits while another job holds it.
   *
   * @param holder unique name of this job, printed by jobs that wait for it
   * @param waiting called once with a message if another job holds the lease
   */
  static JobLease acquire(
      CqlSession session, String keyspace, String holder, Consumer<String> waiting) {
    JobLease lease = new JobLease(new JobLeasesTable(session, keyspace), holder);
    boolean isReported = false;
    while (true) {
      long requestedAt = System.nanoTime();
      Optional<Lease> other = lease.table.acquire(JOB, holder, DURATION);
      if (other.isEmpty()) {
        lease.held(requestedAt);
        lease.scheduleRenewal();
        // Releases the lease immediately on termination, for waiting jobs.
        Runtime.getRuntime().addShutdownHook(new Thread(lease::close, "job-lease-end"));
        return lease;
      }
      if (!isReported) {
        isReported = true;
        waiting.accept(explain(other.get()));
      }
      pause();
    }
  }

  private static String explain(Lease other) {
    return "Waiting for another run: %s; until it ends or its lease expires, at %s unless renewed"
        .formatted(other.holder(), other.expiresAt());
  }

  private static void pause() {
    try {
      TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for another run", e);
    }
  }

  /**
   * Checks that the lease is held.
   *
   * @throws UnavailableException if it has expired
   */
  void requireHeld() {
    if (System.nanoTime() - heldUntilNanos >= 0) {
      throw new UnavailableException(
          "the lease of this run expired because it was not renewed for %d s; another run may be active; nothing was written; rerun"
              .formatted(DURATION.toSeconds()),
          null);
    }
  }

  /**
   * Releases the lease unless it has expired. Synchronized with the shutdown hook, since the caller
   * closes the session afterwards.
   */
  @Override
  public synchronized void close() {
    if (isReleased) {
      return;
    }
    isReleased = true;
    renewal.shutdownNow();
    try {
      table.release(JOB, holder);
    } catch (RuntimeException e) {
      LOG.warn("failed to release the lease; it expires within {}", DURATION, e);
    }
  }

  private void scheduleRenewal() {
    long periodMillis = RENEWAL.toMillis();
    var unused =
        renewal.scheduleWithFixedDelay(
            this::renew, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    long requestedAt = System.nanoTime();
    try {
      if (table.renew(JOB, holder, DURATION)) {
        held(requestedAt);
      } else {
        heldUntilNanos = requestedAt;
      }
    } catch (RuntimeException e) {
      LOG.warn("failed to renew the lease; retrying", e);
    }
  }

  private void held(long requestedAtNanos) {
    heldUntilNanos = requestedAtNanos + DURATION.toNanos();
  }
}
