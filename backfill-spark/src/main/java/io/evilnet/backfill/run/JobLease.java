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
 * The lease that allows one job at a time to work on a keyspace, across machines: a row that is
 * acquired and renewed by lightweight transactions and expires soon after its holder terminates.
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
  private boolean isGivenBack;
  private volatile long heldUntilNanos;

  private JobLease(JobLeasesTable table, String holder) {
    this.table = table;
    this.holder = holder;
  }

  /**
   * Acquires the lease; waits for the job that holds it.
   *
   * @param holder unique name of this job, shown to jobs that wait for it
   * @param waiting called once with the holder, if the lease is held
   */
  static JobLease take(
      CqlSession session, String keyspace, String holder, Consumer<String> waiting) {
    JobLease lease = new JobLease(new JobLeasesTable(session, keyspace), holder);
    boolean isTold = false;
    while (true) {
      long askedAt = System.nanoTime();
      Optional<Lease> other = lease.table.acquire(JOB, holder, DURATION);
      if (other.isEmpty()) {
        lease.held(askedAt);
        lease.keep();
        // Releases the lease of a terminated job at once for those that wait for it.
        Runtime.getRuntime().addShutdownHook(new Thread(lease::close, "job-lease-end"));
        return lease;
      }
      if (!isTold) {
        isTold = true;
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
   * Releases the lease unless it has expired. A second thread waits for the first, since it closes
   * the session afterwards.
   */
  @Override
  public synchronized void close() {
    if (isGivenBack) {
      return;
    }
    isGivenBack = true;
    renewal.shutdownNow();
    try {
      table.release(JOB, holder);
    } catch (RuntimeException e) {
      LOG.warn("failed to release the lease; it expires within {}", DURATION, e);
    }
  }

  private void keep() {
    long every = RENEWAL.toMillis();
    var unused = renewal.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
  }

  private void renew() {
    long askedAt = System.nanoTime();
    try {
      if (table.renew(JOB, holder, DURATION)) {
        held(askedAt);
      } else {
        heldUntilNanos = askedAt;
      }
    } catch (RuntimeException e) {
      LOG.warn("failed to renew the lease; retrying", e);
    }
  }

  private void held(long askedAtNanos) {
    heldUntilNanos = askedAtNanos + DURATION.toNanos();
  }
}
