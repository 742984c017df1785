package io.evilnet.store.session;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Thrown if no session with Cassandra can be opened; the message contains the contact points, the
 * cause and the remedy.
 */
public final class CassandraUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CassandraUnavailableException(CassandraSettings settings, AllNodesFailedException cause) {
    super(reason(settings, cause), cause);
  }

  /**
   * @param datacenters the data centers of the known nodes, without the local one
   */
  CassandraUnavailableException(CassandraSettings settings, Set<String> datacenters) {
    super(
        "Cassandra at %s has no node in data center %s, only in %s: set --cassandra-datacenter"
            .formatted(nodes(settings), settings.datacenter(), String.join(", ", datacenters)));
  }

  /** Returns true if a node reported this cause. */
  public boolean isCausedBy(Class<? extends Throwable> type) {
    return getCause() instanceof AllNodesFailedException failure && isCausedBy(type, failure);
  }

  private static String reason(CassandraSettings settings, AllNodesFailedException cause) {
    String nodes = nodes(settings);
    if (isCausedBy(AuthenticationException.class, cause)) {
      return settings
          .access()
          .login()
          .map(
              login ->
                  "Authentication failed at Cassandra %s for user %s: check that the user exists and that --cassandra-password-file contains its password"
                      .formatted(nodes, login.user()))
          .orElse(
              "Cassandra at %s requires authentication: set --cassandra-user and --cassandra-password-file"
                  .formatted(nodes));
    }
    if (isCausedBy(SSLException.class, cause)) {
      return "TLS handshake with Cassandra at %s failed: set --cassandra-ca to the CA certificate that signed its certificate"
          .formatted(nodes);
    }
    return "Cassandra is not available at %s: start it with ./start-all.sh, or set --cassandra HOST:PORT"
        .formatted(nodes);
  }

  private static String nodes(CassandraSettings settings) {
    return settings.contactPoints().stream()
        .map(address -> address.getHostString() + ":" + address.getPort())
        .collect(Collectors.joining(","));
  }

  private static boolean isCausedBy(
      Class<? extends Throwable> type, AllNodesFailedException failure) {
    return failure.getAllErrors().values().stream()
        .flatMap(List::stream)
        .flatMap(error -> Stream.iterate(error, Objects::nonNull, Throwable::getCause))
        .flatMap(error -> Stream.concat(Stream.of(error), Arrays.stream(error.getSuppressed())))
        .anyMatch(type::isInstance);
  }
}
