package io.evilnet.infra.settings;

import static java.util.Objects.requireNonNull;

import io.evilnet.infra.security.Access;
import io.evilnet.infra.security.Login;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/**
 * How every client of ours reaches Kafka.
 *
 * @param bootstrapServers comma-separated {@code host:port} pairs
 * @param access as whom, and whose certificates are taken
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

  /** With the protocol of a listener or without, as Kafka's clients take them. */
  private static void requireAddress(String server) {
    try {
      HostPort.parse(server.replaceFirst("^[A-Za-z_]+://", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("bootstrap-servers: " + e.getMessage(), e);
    }
  }

  /** An open line to a Kafka that asks nobody. */
  public static KafkaConnection open(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Access.OPEN);
  }

  /** A client's whole configuration: this and what it needs besides. */
  public Map<String, Object> with(Map<String, ?> further) {
    Map<String, Object> all = new HashMap<>(further);
    all.putAll(config());
    return all;
  }

  /** What each client is configured with, by the names of Kafka's own settings. */
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
   * In one line why Kafka does not let us in, or do something, and what to look at; empty when that
   * is not what failed.
   */
  public Optional<String> refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SslAuthenticationException) {
        return Optional.of(
            "Kafka at %s has a certificate that is not trusted, or no TLS (%s): --kafka-ca has to name the authority that signed it"
                .formatted(bootstrapServers, cause.getMessage()));
      }
      if (cause instanceof AuthenticationException) {
        return Optional.of(
            "Kafka at %s does not let %s in: is that user there, and --kafka-password-file right?"
                .formatted(bootstrapServers, user()));
      }
      if (cause instanceof AuthorizationException) {
        return Optional.of(
            "Kafka at %s does not let %s do this (%s): log in as another with --kafka-user, or see docs/security.md for what each may do"
                .formatted(bootstrapServers, user(), cause.getMessage()));
      }
    }
    return Optional.empty();
  }

  private String user() {
    return access.login().map(Login::user).orElse("somebody without a name");
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

  /** The line by which Kafka is told of a user; brokers want it for themselves as well. */
  public static String jaas(Login login) {
    return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
        .formatted(login.user(), login.password().value().replaceAll("([\"\\\\])", "\\\\$1"));
  }

  @Override
  public String toString() {
    return bootstrapServers;
  }
}
