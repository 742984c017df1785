package io.evilnet.streams.store;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.evilnet.infra.schema.CassandraSessions;
import io.evilnet.infra.schema.Schema;
import io.evilnet.infra.settings.CassandraSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's one session with Cassandra, which need not be there yet: it is looked for in the
 * background until it answers and has the schema. After that the session reconnects by itself.
 */
public final class CassandraLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CassandraLink.class);

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final CassandraSettings settings;
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "cassandra-link");
            thread.setDaemon(true);
            return thread;
          });
  private CqlSession open;
  private String lastProblem = "";
  private volatile CqlSession ready;
  private volatile String problem = "not connected yet";

  public CassandraLink(CassandraSettings settings) {
    this.settings = settings;
  }

  /** Starts looking for Cassandra; returns at once. */
  public void start() {
    background.execute(this::connect);
  }

  /** The session, once Cassandra has answered and has the schema. */
  public Optional<CqlSession> session() {
    return Optional.ofNullable(ready);
  }

  public String keyspace() {
    return settings.keyspace();
  }

  /** Why it is not up; empty when it is. */
  public Optional<String> problem() {
    CqlSession session = ready;
    if (session == null) {
      return Optional.of(problem);
    }
    boolean up =
        session.getMetadata().getNodes().values().stream()
            .anyMatch(node -> node.getState() == NodeState.UP && node.getOpenConnections() > 0);
    return up ? Optional.empty() : Optional.of("no node answers");
  }

  /** Checks the schema once more, in the background: somebody may have dropped it. */
  public void ensureSchema() {
    background.execute(this::connect);
  }

  private void connect() {
    try {
      if (open == null) {
        open = CassandraSessions.openForService(settings);
      }
      new Schema(open, settings).ensure();
      if (ready == null) {
        LOG.info("connected to Cassandra, keyspace {}", settings.keyspace());
      }
      ready = open;
      lastProblem = "";
    } catch (RuntimeException e) {
      explain(e);
      var unused = background.schedule(this::connect, RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void explain(RuntimeException e) {
    problem = e.getMessage() == null ? e.toString() : e.getMessage();
    if (!problem.equals(lastProblem)) {
      LOG.warn("{}; trying again every {}", problem, RETRY);
      LOG.debug("the cause", e);
      lastProblem = problem;
    }
  }

  @Override
  public void close() {
    background.shutdownNow();
    try {
      if (!background.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("Cassandra is still being looked for at the end");
      } else if (open != null) {
        open.forceCloseAsync();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
