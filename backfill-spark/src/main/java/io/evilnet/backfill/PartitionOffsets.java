package io.evilnet.backfill;

import java.io.Serializable;
import java.time.Instant;

/**
 * What is to be read of one partition, and what is there.
 *
 * @param partition its number
 * @param begin the first offset that is retained; 0 as long as nothing has been deleted
 * @param retainedSince an instant such that every record that arrived after it is retained
 * @param start the first offset to read
 * @param end the first offset not to read any more
 */
record PartitionOffsets(int partition, long begin, Instant retainedSince, long start, long end)
    implements Serializable {

  PartitionOffsets {
    if (begin < 0 || start < begin || end < start) {
      throw new IllegalArgumentException(
          "offsets of partition %d out of order: %d, %d, %d"
              .formatted(partition, begin, start, end));
    }
  }

  long posts() {
    return end - start;
  }

  boolean isComplete() {
    return begin == 0;
  }
}
