package io.evilnet.store.session;

import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.CONNECTION_WARN_INIT_ERROR;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.HEARTBEAT_INTERVAL;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.HEARTBEAT_TIMEOUT;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.METADATA_SCHEMA_ENABLED;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.NETTY_ADMIN_SIZE;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.NETTY_IO_SIZE;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.PREPARE_ON_ALL_NODES;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.RECONNECTION_BASE_DELAY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.RECONNECTION_MAX_DELAY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_CONSISTENCY;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_DEFAULT_IDEMPOTENCE;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_TIMEOUT;
import static com.datastax.oss.driver.api.core.config.DefaultDriverOption.REQUEST_WARN_IF_SET_KEYSPACE;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Opens sessions with Cassandra.
 *
 * <p>Statements contain the keyspace: a session can be opened before the keyspace exists. All
 * requests are treated as idempotent, because rows are absolute and carry their own write time.
 */
public final class CassandraSessions {

  private static final Duration SERVICE_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration COMMAND_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  private CassandraSessions() {}

  /**
   * Opens a session for a long-running process; it reconnects to a recovered node within two
   * seconds.
   *
   * @throws CassandraUnavailableException if no node responds, authentication fails, or no node is
   *     in the local data center
   */
  public static CqlSession openForService(CassandraSettings settings) {
    return open(
        settings,
        common(SERVICE_TIMEOUT)
            // A stalled node keeps its connections open, so only a heartbeat detects it.
            .withDuration(HEARTBEAT_INTERVAL, Duration.ofSeconds(5))
            .withDuration(HEARTBEAT_TIMEOUT, SERVICE_TIMEOUT)
            .withDuration(RECONNECTION_BASE_DELAY, Duration.ofMillis(250))
            .withDuration(RECONNECTION_MAX_DELAY, Duration.ofSeconds(2))
            .build());
  }

  /**
   * Opens a session for an interactive command; it fetches no metadata and closes at once.
   *
   * @throws CassandraUnavailableException if no node responds, authentication fails, or no node is
   *     in the local data center
   */
  public static CqlSession openForCommand(CassandraSettings settings) {
    return open(
        settings,
        common(COMMAND_TIMEOUT)
            .withBoolean(METADATA_TOKEN_MAP_ENABLED, false)
            .withBoolean(PREPARE_ON_ALL_NODES, false)
            .withInt(NETTY_IO_SIZE, 1)
            .withInt(NETTY_ADMIN_SIZE, 1)
            .withInt(NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
            .withInt(NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
            .build());
  }

  private static ProgrammaticDriverConfigLoaderBuilder common(Duration requestTimeout) {
    return DriverConfigLoader.programmaticBuilder()
        .withDuration(REQUEST_TIMEOUT, requestTimeout)
        .withDuration(CONNECTION_CONNECT_TIMEOUT, CONNECT_TIMEOUT)
        .withDuration(CONNECTION_INIT_QUERY_TIMEOUT, CONNECT_TIMEOUT)
        .withDuration(CONTROL_CONNECTION_TIMEOUT, CONNECT_TIMEOUT)
        .withString(REQUEST_CONSISTENCY, "LOCAL_QUORUM")
        .withBoolean(REQUEST_DEFAULT_IDEMPOTENCE, true)
        .withBoolean(REQUEST_WARN_IF_SET_KEYSPACE, false)
        .withBoolean(CONNECTION_WARN_INIT_ERROR, false)
        .withBoolean(METADATA_SCHEMA_ENABLED, false);
  }

  private static CqlSession open(CassandraSettings settings, DriverConfigLoader config) {
    CqlSessionBuilder builder = CqlSession.builder();
    settings
        .access()
        .login()
        .ifPresent(login -> builder.withAuthCredentials(login.user(), login.password().value()));
    settings
        .access()
        .authorities()
        .ifPresent(
            trusted ->
                builder.withSslEngineFactory(
                    new ProgrammaticSslEngineFactory(trusted.context(), null, true)));
    try {
      return requireDatacenter(
          settings,
          builder
              // Unresolved, so that names are resolved on each connection: the address of a
              // replaced container changes.
              .addContactPoints(settings.contactPoints())
              .withLocalDatacenter(settings.datacenter())
              .withConfigLoader(config)
              .build());
    } catch (AllNodesFailedException e) {
      throw new CassandraUnavailableException(settings, e);
    }
  }

  /**
   * Closes a session without a node in the local data center, since it could not execute requests.
   */
  private static CqlSession requireDatacenter(CassandraSettings settings, CqlSession session) {
    Set<String> found =
        session.getMetadata().getNodes().values().stream()
            .map(Node::getDatacenter)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!found.isEmpty() && !found.contains(settings.datacenter())) {
      session.close();
      throw new CassandraUnavailableException(settings, found);
    }
    return session;
  }
}
