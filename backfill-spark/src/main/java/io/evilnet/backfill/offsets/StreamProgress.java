package io.evilnet.backfill.offsets;

import java.io.Serializable;
import java.util.Map;

/**
 * The progress of the stream. A run skips the windows of posts that the stream has not counted,
 * since the stream writes them later.
 *
 * @param firstUncounted the first uncounted offset by partition of {@code tweets}; a missing
 *     partition has no uncounted posts
 */
public record StreamProgress(Map<Integer, Long> firstUncounted) implements Serializable {

  /** The progress without a stream: no uncounted posts. */
  public static final StreamProgress ABSENT = new StreamProgress(Map.of());

  public StreamProgress {
    firstUncounted = Map.copyOf(firstUncounted);
  }

  /**
   * Returns the first offset of a partition that the stream has not counted; the maximum if there
   * is none.
   */
  public long firstUncounted(int partition) {
    return firstUncounted.getOrDefault(partition, Long.MAX_VALUE);
  }

  /** Returns true if posts before the end of a partition are uncounted. */
  boolean isBefore(PartitionOffsets partition) {
    return firstUncounted(partition.partition()) < partition.end();
  }

  public boolean isAbsent() {
    return firstUncounted.isEmpty();
  }
}
