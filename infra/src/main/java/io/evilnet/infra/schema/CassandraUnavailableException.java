package io.evilnet.infra.schema;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import io.evilnet.infra.settings.CassandraSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** No Cassandra node lets us in; the message says where it was looked for and what to do. */
public final class CassandraUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CassandraUnavailableException(CassandraSettings settings, AllNodesFailedException cause) {
    super(reason(settings, cause), cause);
  }

  /** Whether a node has given this as a reason. */
  boolean isCausedBy(Class<? extends Throwable> type) {
    return getCause() instanceof AllNodesFailedException failure && isCausedBy(type, failure);
  }

  private static String reason(CassandraSettings settings, AllNodesFailedException cause) {
    String nodes =
        settings.contactPoints().stream()
            .map(address -> address.getHostString() + ":" + address.getPort())
            .collect(Collectors.joining(","));
    if (isCausedBy(AuthenticationException.class, cause)) {
      return settings
          .access()
          .login()
          .map(
              login ->
                  "Cassandra at %s does not let %s in: is that user there, and --cassandra-password-file right?"
                      .formatted(nodes, login.user()))
          .orElse(
              "Cassandra at %s asks who we are: name a user with --cassandra-user, and a --cassandra-password-file"
                  .formatted(nodes));
    }
    if (isCausedBy(SSLException.class, cause)) {
      return "Cassandra at %s has a certificate that is not trusted, or no TLS: --cassandra-ca has to name the authority that signed it"
          .formatted(nodes);
    }
    return "Cassandra does not answer at %s: start it with ./start-all.sh, or name another with --cassandra HOST:PORT"
        .formatted(nodes);
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
