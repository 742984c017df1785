package io.evilnet.backfill.offsets;

import java.io.Serializable;
import java.time.Instant;

/**
 * The offsets to read and the retained offsets of a partition.
 *
 * @param partition the number of the partition
 * @param begin the log start offset; 0 if nothing has been deleted
 * @param retainedSince an instant such that every record appended after it is retained
 * @param start the first offset to read
 * @param end the offset after the last one to read
 */
public record PartitionOffsets(
    int partition, long begin, Instant retainedSince, long start, long end)
    implements Serializable {

  public PartitionOffsets {
    if (begin < 0 || start < begin || end < start) {
      throw new IllegalArgumentException(
          "offsets of partition %d out of order: %d, %d, %d"
              .formatted(partition, begin, start, end));
    }
  }

  long posts() {
    return end - start;
  }

  public boolean isComplete() {
    return begin == 0;
  }
}
