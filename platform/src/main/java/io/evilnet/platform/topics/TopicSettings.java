package io.evilnet.platform.topics;

import java.time.Duration;

/**
 * Settings of the topics that differ between deployments.
 *
 * @param partitions partitions of {@code tweets} and of {@code city-counts}, 1 to 1,000
 * @param replicationFactor replicas of each partition, 1 or more
 * @param minInsyncReplicas {@code min.insync.replicas}, 1 to {@code replicationFactor}
 * @param retention retention of raw posts and counts, from their append time; a minute or more
 * @param deadRetention retention of dead letters; a minute or more
 */
public record TopicSettings(
    int partitions,
    short replicationFactor,
    int minInsyncReplicas,
    Duration retention,
    Duration deadRetention) {

  private static final Duration MIN_RETENTION = Duration.ofMinutes(1);

  public TopicSettings {
    if (partitions < 1 || partitions > 1_000) {
      throw new IllegalArgumentException(
          "tweets-partitions must be 1 to 1000, but is " + partitions);
    }
    if (replicationFactor < 1) {
      throw new IllegalArgumentException(
          "replication-factor must be 1 or more, but is " + replicationFactor);
    }
    if (minInsyncReplicas < 1 || minInsyncReplicas > replicationFactor) {
      throw new IllegalArgumentException(
          "min-insync-replicas must be 1 to %d (replication-factor), but is %d"
              .formatted(replicationFactor, minInsyncReplicas));
    }
    if (retention.compareTo(MIN_RETENTION) < 0) {
      throw new IllegalArgumentException("retention must be 1m or more, but is " + retention);
    }
    if (deadRetention.compareTo(MIN_RETENTION) < 0) {
      throw new IllegalArgumentException(
          "dead-retention must be 1m or more, but is " + deadRetention);
    }
  }
}
