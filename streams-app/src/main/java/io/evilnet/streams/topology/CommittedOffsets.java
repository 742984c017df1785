package io.evilnet.streams.topology;

/** The offsets of {@code tweets} that this process has committed. */
@FunctionalInterface
public interface CommittedOffsets {

  /** Commits nothing that anybody hears of. */
  CommittedOffsets UNKNOWN = partition -> -1;

  /**
   * The offset committed last in a partition; -1 when it is not known. Whatever had been sent when
   * the record before it was processed is acknowledged.
   */
  long committed(int partition);
}
