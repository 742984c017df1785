package io.evilnet.platform.topics;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command-line options of the topics. */
public final class TopicOptions {

  @Option(
      names = "--tweets-partitions",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "Partitions of the topic tweets; changing it requires a new topic"
              + " (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--replication-factor",
      paramLabel = "N",
      defaultValue = "2",
      description = "Replication factor of each topic (default: ${DEFAULT-VALUE}).")
  private short replicationFactor;

  @Option(
      names = "--min-insync-replicas",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "min.insync.replicas: with 1 writes continue on one broker, with 2 they are rejected"
              + " (default: ${DEFAULT-VALUE}).")
  private int minInsyncReplicas;

  @Mixin private RetentionOption retention;

  @Option(
      names = "--dead-retention",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description = "Maximum retention of dead letters in Kafka (default: ${DEFAULT-VALUE}).")
  private Duration deadRetention;

  /** Returns the validated settings. */
  public TopicSettings settings() {
    return new TopicSettings(
        partitions, replicationFactor, minInsyncReplicas, retention.retention(), deadRetention);
  }
}
