package io.evilnet.infra.settings;

import io.evilnet.infra.security.Access;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How Kafka is reached. */
public final class KafkaOptions {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,…]",
      defaultValue = "127.0.0.1:9092,127.0.0.1:9093",
      description = "Kafka brokers to ask first (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers;

  @Option(
      names = "--kafka-user",
      paramLabel = "NAME",
      description = "As whom to log in to Kafka (SCRAM-SHA-512); nobody when not given.")
  private String user;

  @Option(
      names = "--kafka-password-file",
      paramLabel = "FILE",
      description = "File with that user's password, unless EVILNET_KAFKA_PASSWORD holds it.")
  private Path passwordFile;

  @Option(
      names = "--kafka-ca",
      paramLabel = "FILE|system",
      description =
          "Use TLS, and trust the authorities of this PEM file, or those that Java brings.")
  private String authorities;

  /**
   * How it is reached, checked.
   *
   * @throws IllegalArgumentException if the password is missing, or would cross an open line
   */
  public KafkaConnection connection() {
    return new KafkaConnection(
        bootstrapServers, Access.of("kafka", user, passwordFile, authorities, System.getenv()));
  }
}
