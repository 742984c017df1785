package io.evilnet.backfill;

import io.evilnet.core.CountingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Of which windows the posts are retained.
 *
 * @param from the first window of which every post is; empty when nothing has been deleted yet
 * @param archiveBefore a range that ends here or earlier cannot have rows of the stream any more:
 *     posts of it are an archive's, which arrived long after their time
 */
record Retention(Optional<Instant> from, Instant archiveBefore) {

  /** Room for posts that came late, and for rows that were written some time after their window. */
  private static final Duration ARCHIVE_MARGIN = Duration.ofDays(1);

  /** What the kind of a range allows. */
  enum Verdict {
    /** All posts are there. */
    COMPLETE,
    /** Far older than anything the stream could have counted: what is there is an archive. */
    ARCHIVE,
    /** Some posts may be gone. */
    REFUSED
  }

  /**
   * From what is left of each partition.
   *
   * @param countsTtl how long the rows of the stream live
   */
  static Retention of(TopicOffsets offsets, CountingRules rules, Duration countsTtl) {
    Optional<Instant> from =
        offsets.partitions().stream()
            .filter(partition -> !partition.isComplete())
            .map(PartitionOffsets::retainedSince)
            .max(Instant::compareTo)
            .map(arrival -> nextWindow(arrival.plus(rules.maxAhead()).plusMillis(1), rules));
    Instant oldest = from.orElse(offsets.fixedAt());
    return new Retention(from, oldest.minus(countsTtl).minus(ARCHIVE_MARGIN));
  }

  Verdict of(TimeRange windows) {
    if (from.isEmpty() || !windows.from().isBefore(from.get())) {
      return Verdict.COMPLETE;
    }
    return windows.to().isAfter(archiveBefore) ? Verdict.REFUSED : Verdict.ARCHIVE;
  }

  /** For a person: the range that is there. */
  String description() {
    return from.map(first -> "raw posts are retained for the windows from " + first + " on")
        .orElse("all raw posts are retained");
  }

  private static Instant nextWindow(Instant instant, CountingRules rules) {
    Instant start = rules.windowStart(instant);
    return start.equals(instant) ? start : start.plus(rules.window());
  }
}
