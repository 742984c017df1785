package io.evilnet.chaos.observe;

import java.time.Duration;
import java.util.Map;

/**
 * A sample of the running system.
 *
 * @param at time since the start of the run
 * @param ends end offsets of {@code tweets} by partition; empty if Kafka did not respond
 * @param settled posts with an outcome in the metrics; -1 if streams-app did not respond
 * @param totals posts in the totals of {@code city-counts}
 * @param visible posts in the rows of Cassandra; -1 if it did not respond
 * @param cassandraUp whether Cassandra accepts connections
 * @param resident resident memory of each service in bytes
 * @param diskBytes disk usage of all processes
 */
public record Sample(
    Duration at,
    Map<Integer, Long> ends,
    long settled,
    long totals,
    long visible,
    boolean cassandraUp,
    Map<String, Long> resident,
    long diskBytes) {

  public static final long UNKNOWN = -1;

  public Sample {
    ends = Map.copyOf(ends);
    resident = Map.copyOf(resident);
  }

  /** Returns the posts in Kafka; -1 if it did not respond. */
  public long accepted() {
    return ends.isEmpty() ? UNKNOWN : ends.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the memory of all processes. */
  public long residentBytes() {
    return resident.values().stream().mapToLong(Long::longValue).sum();
  }
}
