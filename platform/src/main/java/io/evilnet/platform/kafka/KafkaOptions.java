package io.evilnet.platform.kafka;

import io.evilnet.platform.security.Access;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Command-line options of the connection to Kafka. */
public final class KafkaOptions {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,…]",
      defaultValue = "127.0.0.1:9092,127.0.0.1:9093",
      description = "Bootstrap servers of Kafka (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers;

  @Option(
      names = "--kafka-user",
      paramLabel = "NAME",
      description = "User name for Kafka (SCRAM-SHA-512); no authentication if not set.")
  private String user;

  @Option(
      names = "--kafka-password-file",
      paramLabel = "FILE",
      description = "File with the password of that user; EVILNET_KAFKA_PASSWORD takes precedence.")
  private Path passwordFile;

  @Option(
      names = "--kafka-ca",
      paramLabel = "FILE|system",
      description = "Use TLS and trust the CA certificates of this PEM file, or those of the JDK.")
  private String authorities;

  /**
   * Returns the validated connection.
   *
   * @throws IllegalArgumentException if the password is missing or would be sent over a plaintext
   *     connection
   */
  public KafkaConnection connection() {
    return new KafkaConnection(
        bootstrapServers, Access.of("kafka", user, passwordFile, authorities, System.getenv()));
  }
}
