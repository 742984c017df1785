package io.evilnet.streams.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import io.evilnet.platform.lifecycle.DaemonThreads;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.schema.SchemaMismatchException;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.table.WindowsTable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's session with Cassandra, opened in the background with retries until Cassandra is
 * available and has the schema. Then a row is read every few seconds, which updates the state and
 * detects and recreates missing tables.
 */
public final class CassandraLink implements AutoCloseable {

  /** State of the connection to Cassandra. */
  public enum State {
    /** Not connected yet. */
    CONNECTING,
    /** Not available. */
    UNAVAILABLE,
    /** Available, but tables or permissions are missing. */
    UNUSABLE,
    /** The tables exist and can be read. */
    USABLE
  }

  private static final Logger LOG = LoggerFactory.getLogger(CassandraLink.class);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CHECK = Duration.ofSeconds(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final CassandraSettings settings;
  private final ScheduledThreadPoolExecutor background =
      new ScheduledThreadPoolExecutor(1, DaemonThreads.named("cassandra-link"));
  private CqlSession open;
  private Schema schema;
  private ScheduledFuture<?> next;
  private String lastProblem = "";
  private volatile CqlSession ready;
  private volatile State state = State.CONNECTING;
  private volatile String problem = "not connected yet";

  private final AtomicInteger creations = new AtomicInteger();

  public CassandraLink(CassandraSettings settings) {
    this.settings = settings;
    background.setRemoveOnCancelPolicy(true);
  }

  /** Starts to connect; returns immediately. */
  public void start() {
    checkWithin(Duration.ZERO);
  }

  /** Returns the session once the connection is open and the schema exists. */
  public Optional<CqlSession> session() {
    return Optional.ofNullable(ready);
  }

  /**
   * Returns the number of creations of missing tables by this process; those that are rejected
   * repeatedly count once.
   */
  public int creations() {
    return creations.get();
  }

  public String keyspace() {
    return settings.keyspace();
  }

  /** Returns the state at the last check. */
  public State state() {
    return state;
  }

  /** Returns the reason if Cassandra cannot be used; empty otherwise. */
  public Optional<String> problem() {
    if (state != State.USABLE) {
      return Optional.of(problem);
    }
    boolean up =
        ready.getMetadata().getNodes().values().stream()
            .anyMatch(node -> node.getState() == NodeState.UP && node.getOpenConnections() > 0);
    return up ? Optional.empty() : Optional.of("no node responds");
  }

  /** Checks the schema soon, in the background, since it may have been dropped. */
  public void ensureSchema() {
    checkWithin(state == State.USABLE ? Duration.ZERO : RETRY);
  }

  /**
   * Checks that the tables exist, and creates missing ones.
   *
   * @return completes with true if none was missing
   */
  public CompletableFuture<Boolean> schemaIsIntact() {
    try {
      return CompletableFuture.supplyAsync(this::findIntact, background);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private boolean findIntact() {
    try {
      schema.validate();
      return true;
    } catch (SchemaMismatchException e) {
      schema.ensure(this::countCreation);
      return false;
    }
  }

  /** Schedules the next check, unless an earlier one is scheduled or the link is closed. */
  private synchronized void checkWithin(Duration delay) {
    if (background.isShutdown()) {
      return;
    }
    if (next != null
        && !next.isDone()
        && next.getDelay(TimeUnit.MILLISECONDS) <= delay.toMillis()) {
      return;
    }
    if (next != null) {
      next.cancel(false);
    }
    next = background.schedule(this::check, delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void check() {
    synchronized (this) {
      next = null;
    }
    Duration delay = RETRY;
    try {
      if (open == null) {
        open = CassandraSessions.openForService(settings);
        schema = new Schema(open, settings);
      }
      schema.ensure(this::countCreation);
      var unused = new WindowsTable(open, settings.keyspace()).newest();
      usable();
      delay = CHECK;
    } catch (RuntimeException e) {
      logProblem(e);
    } finally {
      // In finally, to continue after an Error, too.
      checkWithin(delay);
    }
  }

  /** Counts a creation, unless the last one was rejected and is likely to be rejected again. */
  private void countCreation() {
    if (state != State.UNUSABLE) {
      creations.incrementAndGet();
    }
  }

  private void usable() {
    if (state == State.UNUSABLE) {
      creations.incrementAndGet();
    }
    if (ready == null || !lastProblem.isEmpty()) {
      LOG.info("connected to Cassandra, keyspace {}", settings.keyspace());
    }
    ready = open;
    lastProblem = "";
    state = State.USABLE;
  }

  private void logProblem(RuntimeException e) {
    problem = Refusal.message(e);
    state = isRejection(e) ? State.UNUSABLE : State.UNAVAILABLE;
    if (!problem.equals(lastProblem)) {
      LOG.warn("{}; retrying every {}", problem, RETRY);
      LOG.debug("check of Cassandra failed", e);
      lastProblem = problem;
    }
  }

  /** Returns true if a server has rejected the request, as opposed to a failure or timeout. */
  private static boolean isRejection(RuntimeException e) {
    return e instanceof SchemaMismatchException || e instanceof QueryValidationException;
  }

  int scheduledChecks() {
    return background.getQueue().size();
  }

  @Override
  public void close() {
    synchronized (this) {
      background.shutdownNow();
    }
    try {
      if (!background.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the check of Cassandra did not stop within {}", CLOSE_TIMEOUT);
      } else if (open != null) {
        open.forceCloseAsync();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
