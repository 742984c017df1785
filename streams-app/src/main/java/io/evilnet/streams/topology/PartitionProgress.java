package io.evilnet.streams.topology;

/** The progress of this process in the partitions of {@code tweets}. */
public interface PartitionProgress {

  /** Of a process that commits nothing, and whose records are processed as they come. */
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
   * The offset committed last in a partition; -1 when it is not known. Whatever had been sent when
   * the record before it was processed is acknowledged.
   */
  long committed(int partition);

  /** Returns whether the consumer lag of a partition was zero after the last poll. */
  boolean isAtEnd(int partition);
}
