package io.evilnet.infra.settings;

import picocli.CommandLine.Option;

/** How Kafka is reached. */
public final class KafkaOptions {

  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT[,…]",
      defaultValue = "127.0.0.1:9092,127.0.0.1:9093",
      description = "Kafka brokers to ask first (default: ${DEFAULT-VALUE}).")
  private String bootstrapServers;

  /** Comma-separated {@code host:port} pairs. */
  public String bootstrapServers() {
    return bootstrapServers;
  }
}
