package io.evilnet.platform.kafka;

import static java.util.Objects.requireNonNull;

import io.evilnet.platform.security.Access;
import io.evilnet.platform.security.Login;
import io.evilnet.platform.settings.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * Connection to Kafka, common to all clients.
 *
 * @param bootstrapServers comma-separated {@code host:port} pairs
 * @param access user and trusted CA certificates
 */
public record KafkaConnection(String bootstrapServers, Access access) {
  private static final String MECHANISM = "SCRAM-SHA-512";

  public KafkaConnection {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("bootstrap-servers must not be blank");
    }
    Arrays.stream(bootstrapServers.split(","))
        .map(String::trim)
        .forEach(KafkaConnection::requireAddress);
    requireNonNull(access, "access");
  }

  /** Accepts an address with or without the protocol of a listener, as Kafka's clients do. */
  private static void requireAddress(String server) {
    try {
      HostPort.parse(server.replaceFirst("^[A-Za-z_]+://", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("bootstrap-servers: " + e.getMessage(), e);
    }
  }

  /** Returns a plaintext connection without authentication. */
  public static KafkaConnection open(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Access.OPEN);
  }

  /** Returns an admin client whose API calls and requests have a timeout. */
  public Admin admin(Duration timeout) {
    int millis = Math.toIntExact(timeout.toMillis());
    return Admin.create(
        with(
            Map.of(
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis)));
  }

  /** Returns the complete configuration of a client: this connection and {@code further}. */
  public Map<String, Object> with(Map<String, ?> further) {
    Map<String, Object> all = new HashMap<>(further);
    all.putAll(config());
    return all;
  }

  /** Returns the client configuration of this connection, keyed by Kafka's setting names. */
  public Map<String, String> config() {
    Map<String, String> config = new LinkedHashMap<>();
    config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    access
        .authorities()
        .ifPresent(
            trusted -> {
              config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SSL");
              trusted.file().ifPresent(file -> trust(config, file));
            });
    access.login().ifPresent(login -> logIn(config, login));
    return config;
  }

  /**
   * Returns cause and remedy of a failed authentication or authorization in one line; empty for
   * other failures.
   */
  public Optional<String> refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SslAuthenticationException) {
        return Optional.of(
            "TLS handshake with Kafka at %s failed (%s): set --kafka-ca to the CA certificate that signed the brokers' certificates"
                .formatted(bootstrapServers, cause.getMessage()));
      }
      if (cause instanceof AuthenticationException) {
        return Optional.of(
            "Authentication failed at Kafka %s for user %s: check that the user exists and that --kafka-password-file contains its password"
                .formatted(bootstrapServers, user()));
      }
      if (cause instanceof AuthorizationException) {
        return Optional.of(
            "Authorization failed at Kafka %s for user %s (%s): choose another user with --kafka-user; docs/security.md lists the ACLs of each user"
                .formatted(bootstrapServers, user(), cause.getMessage()));
      }
    }
    return Optional.empty();
  }

  private String user() {
    return access.login().map(Login::user).orElse("ANONYMOUS");
  }

  private static void trust(Map<String, String> config, Path file) {
    config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
    config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file.toString());
  }

  private static void logIn(Map<String, String> config, Login login) {
    config.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "SASL_SSL");
    config.put(SaslConfigs.SASL_MECHANISM, MECHANISM);
    config.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(login));
  }

  /** Returns the JAAS configuration of a user, for clients and for the brokers themselves. */
  public static String jaas(Login login) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(login.user(), login.password().value().replaceAll("([\"\\\\])", "\\\\$1"));
  }

  @Override
  public String toString() {
    return bootstrapServers;
  }
}
