package io.evilnet.backfill.select;

import io.evilnet.backfill.offsets.PartitionOffsets;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.core.CountingRules;
import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The windows whose posts Kafka retains.
 *
 * <p>A log start offset of 0 means that nothing was deleted, or that the topic was recreated. The
 * topic id distinguishes the two, if the source of the rows is recorded.
 *
 * @param from the first window with all posts retained; empty if nothing has been deleted
 * @param archiveBefore instant before which all rows of the stream have expired; posts of earlier
 *     ranges are from an archive, appended long after their event time
 * @param certainFrom the first window whose posts are all retained even if the topic was recreated;
 *     {@link Instant#MAX} if there is none
 */
public record Retention(Optional<Instant> from, Instant archiveBefore, Instant certainFrom) {

  /** Margin for late posts and for rows written after their window. */
  private static final Duration ARCHIVE_MARGIN = Duration.ofDays(1);

  /** The classification of a range. */
  public enum Verdict {
    /** All posts are retained. */
    COMPLETE,
    /** Older than any live row of the stream; its posts are from an archive. */
    ARCHIVE,
    /** Some posts may have been deleted. */
    REJECTED
  }

  /**
   * Computes the retention from the offsets of each partition.
   *
   * @param countsTtl the TTL of the rows of the stream
   * @param isSameTopic true if the rows are recorded as counted from this topic
   */
  public static Retention of(
      TopicOffsets offsets, CountingRules rules, Duration countsTtl, boolean isSameTopic) {
    Optional<Instant> from = latest(offsets, partition -> !partition.isComplete(), rules);
    Instant certainFrom =
        isSameTopic
            ? from.orElse(Instant.MIN)
            : latest(offsets, partition -> partition.end() > 0, rules).orElse(Instant.MAX);
    Instant oldest = from.orElse(offsets.fixedAt());
    return new Retention(from, oldest.minus(countsTtl).minus(ARCHIVE_MARGIN), certainFrom);
  }

  private static Optional<Instant> latest(
      TopicOffsets offsets, Predicate<PartitionOffsets> condition, CountingRules rules) {
    return offsets.partitions().stream()
        .filter(condition)
        .map(PartitionOffsets::retainedSince)
        .max(Instant::compareTo)
        .map(arrival -> nextWindow(arrival.plus(rules.maxAhead()).plusMillis(1), rules));
  }

  /** Returns the windows of a range with all posts retained for certain; may be empty. */
  TimeRange certain(TimeRange windows) {
    return windows.from(certainFrom);
  }

  public Verdict of(TimeRange windows) {
    if (from.isEmpty() || !windows.from().isBefore(from.get())) {
      return Verdict.COMPLETE;
    }
    return windows.to().isAfter(archiveBefore) ? Verdict.REJECTED : Verdict.ARCHIVE;
  }

  /** Returns the retained range as text. */
  public String description() {
    return from.map(first -> "raw posts are retained for the windows from " + first + " on")
        .orElse("all raw posts are retained");
  }

  /** Returns the start of the first window that starts at an instant or later. */
  static Instant nextWindow(Instant instant, CountingRules rules) {
    Instant start = rules.windowStart(instant);
    return start.equals(instant) ? start : start.plus(rules.window());
  }
}
