package io.evilnet.streams.topology;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** The consumer lag of a group at a given time. */
public interface Backlog {

  /** The backlog of a new topic. */
  Backlog NONE = (group, partition) -> CompletableFuture.completedFuture(0L);

  /**
   * Returns the current end offset of a partition.
   *
   * @return the end offset, or 0 if the group has committed it; fails if Kafka is unavailable
   */
  CompletionStage<Long> end(String group, TopicPartition partition);
}
