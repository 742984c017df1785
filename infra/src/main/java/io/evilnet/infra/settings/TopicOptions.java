package io.evilnet.infra.settings;

import io.evilnet.infra.topics.TopicSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the topics are made. */
public final class TopicOptions {

  @Option(
      names = "--tweets-partitions",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Partitions of the tweets topic; changing it means a new topic"
              + " (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "2",
      description = "Copies of each topic (default: ${DEFAULT-VALUE}).")
  private short replicationFactor;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Copies that must take a write: 1 writes on with one broker, 2 refuses"
              + " (default: ${DEFAULT-VALUE}).")
  private int minInsyncReplicas;

  @Option(
      names = "--retention",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description =
          "How long raw posts and count updates are kept in Kafka, at most (default: ${DEFAULT-VALUE}).")
  private Duration retention;

  @Option(
      names = "--dead-retention",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description = "How long dead letters are kept in Kafka, at most (default: ${DEFAULT-VALUE}).")
  private Duration deadRetention;

  /** The values, checked. */
  public TopicSettings settings() {
    return new TopicSettings(
        partitions, replicationFactor, minInsyncReplicas, retention, deadRetention);
  }
}
