package io.evilnet.streams.topology;

/** The progress of this process in the partitions of {@code tweets}. */
public interface PartitionProgress {

  /** The progress of a process that commits nothing and has no consumer lag. */
  PartitionProgress UNKNOWN =
      new PartitionProgress() {
        @Override
        public long committed(int partition) {
          return -1;
        }

        @Override
        public boolean isAtEnd(int partition) {
          return true;
        }
      };

  /**
   * Returns the last committed offset of a partition; -1 if unknown. All records that were sent
   * when the record before it was processed are acknowledged.
   */
  long committed(int partition);

  /** Returns true if the consumer lag of a partition was zero after the last poll. */
  boolean isAtEnd(int partition);
}
