package io.evilnet.streams.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The last report of each partition of {@code tweets} to a merge task: the age of its posts, and
 * the emit interval.
 */
final class PartitionReports {

  /** Longer than the report interval of an active partition; older reports are obsolete. */
  private static final long RETENTION_MILLIS = Duration.ofSeconds(70).toMillis();

  /**
   * A report.
   *
   * @param age of the newest post when it was counted, in ms
   * @param interval number of the emit interval
   * @param readAt in ms
   */
  private record Report(long age, long interval, long readAt) {}

  private final long emitMillis;
  private final Map<Integer, Report> reports = new HashMap<>();

  PartitionReports(Duration emitInterval) {
    this.emitMillis = emitInterval.toMillis();
  }

  /**
   * Adds the reports of a batch.
   *
   * @param ages by partition, in ms
   * @param emittedAt the timestamp of the newest record of the batch, in ms
   * @param now in ms
   */
  void add(Map<Integer, Long> ages, long emittedAt, long now) {
    long interval = emittedAt / emitMillis;
    ages.forEach((partition, age) -> reports.put(partition, new Report(age, interval, now)));
  }

  /** Returns true if no partition has consumer lag, and all have reported in the same interval. */
  boolean areComplete() {
    return reports.values().stream().noneMatch(report -> EmitPace.hasLag(report.age()))
        && reports.values().stream().mapToLong(Report::interval).distinct().count() == 1;
  }

  /**
   * Returns the largest age of all partitions, in ms, 0 without reports; removes the reports of
   * partitions that have been silent for more than a minute.
   *
   * @param now in ms
   */
  long largestAge(long now) {
    reports.values().removeIf(report -> now - report.readAt() > RETENTION_MILLIS);
    return reports.values().stream().mapToLong(Report::age).max().orElse(0);
  }
}
