package io.evilnet.backfill.offsets;

import java.io.Serializable;
import java.util.Map;

/**
 * The progress of the stream. It will write the windows of posts that it has yet to count itself,
 * later than a run that starts now, so these windows are left to it.
 *
 * @param firstUncounted by partition of {@code tweets}, the first offset that it has not counted; a
 *     missing partition has none
 */
public record StreamProgress(Map<Integer, Long> firstUncounted) implements Serializable {

  /** The progress without a stream: nothing is left to count. */
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

  /** Returns true if posts before the end of a partition are not counted. */
  boolean isBefore(PartitionOffsets partition) {
    return firstUncounted(partition.partition()) < partition.end();
  }

  public boolean isAbsent() {
    return firstUncounted.isEmpty();
  }
}
