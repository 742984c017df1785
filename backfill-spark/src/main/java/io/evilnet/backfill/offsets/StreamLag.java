package io.evilnet.backfill.offsets;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The consumer lag of the stream at fixed end offsets; a group without members has none. */
public interface StreamLag {

  /** Returns true if the stream has not counted all posts before the end offsets. */
  boolean isCounting(TopicOffsets topic);

  /** Returns the current end offsets of a topic; empty if it does not exist. */
  Map<TopicPartition, Long> endOffsets(String topic);

  /** Returns true if a consumer group has not committed all end offsets. */
  boolean isLagging(String group, Map<TopicPartition, Long> endOffsets);
}
