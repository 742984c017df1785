package io.evilnet.streams.topology;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** How much of a topic a consumer group has still to read. */
public interface Backlog {

  /** For a log that nobody has written to before. */
  Backlog NONE = (group, partition) -> CompletableFuture.completedFuture(0L);

  /**
   * Asks for the offset after the newest record that stands in a partition now.
   *
   * @return that offset, or 0 when the group has committed all up to it; fails when Kafka does not
   *     answer
   */
  CompletionStage<Long> end(String group, TopicPartition partition);
}
