package io.evilnet.backfill;

import java.io.Serializable;
import java.util.Map;

/**
 * How far the stream has counted. What it has yet to count it will write itself, later than a run
 * that begins now: the windows of those posts are still its own.
 *
 * @param firstUncounted by partition of {@code tweets}, the first offset that it has not counted; a
 *     partition that is not there has none
 */
record StreamProgress(Map<Integer, Long> firstUncounted) implements Serializable {

  /** There is no stream. */
  static final StreamProgress ABSENT = new StreamProgress(Map.of());

  StreamProgress {
    firstUncounted = Map.copyOf(firstUncounted);
  }

  /**
   * The first offset of a partition that the stream has not counted; behind all if there is none.
   */
  long firstUncounted(int partition) {
    return firstUncounted.getOrDefault(partition, Long.MAX_VALUE);
  }

  boolean isAbsent() {
    return firstUncounted.isEmpty();
  }
}
