package io.evilnet.chaos;

import java.time.Duration;
import java.util.Map;

/**
 * One look at the running system.
 *
 * @param at when, since the run began
 * @param ends where each partition of {@code tweets} ended, by its number; empty when Kafka did not
 *     answer
 * @param settled posts that the counting has made something of; -1 when it did not answer
 * @param totals posts that the totals in {@code city-counts} had shown
 * @param visible posts that the rows of Cassandra show; -1 when it did not answer
 * @param cassandraUp whether Cassandra takes connections
 * @param resident memory of each process, by service, in bytes
 * @param diskBytes data of all processes
 */
record Sample(
    Duration at,
    Map<Integer, Long> ends,
    long settled,
    long totals,
    long visible,
    boolean cassandraUp,
    Map<String, Long> resident,
    long diskBytes) {

  static final long UNKNOWN = -1;

  Sample {
    ends = Map.copyOf(ends);
    resident = Map.copyOf(resident);
  }

  /** Posts in Kafka; -1 when it did not answer. */
  long accepted() {
    return ends.isEmpty() ? UNKNOWN : ends.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Memory of all processes. */
  long residentBytes() {
    return resident.values().stream().mapToLong(Long::longValue).sum();
  }
}
