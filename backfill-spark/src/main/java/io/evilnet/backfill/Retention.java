package io.evilnet.backfill;

import io.evilnet.core.CountingRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Of which windows the posts are retained.
 *
 * <p>That a partition begins at offset 0 means that nothing has been deleted, or that Kafka lost
 * all it had and began anew. The id of the topic tells them apart, where it is known which topic
 * the rows are counted from.
 *
 * @param from the first window of which every post is; empty when nothing has been deleted yet
 * @param archiveBefore a range that ends here or earlier cannot have rows of the stream any more:
 *     posts of it are an archive's, which arrived long after their time
 * @param certainFrom the first window none of whose posts can be gone, whatever has happened to
 *     Kafka; {@link Instant#MAX} when there is no such window
 */
record Retention(Optional<Instant> from, Instant archiveBefore, Instant certainFrom) {

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
   * @param isSameTopic whether the rows are known to be counted from this very topic
   */
  static Retention of(
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
      TopicOffsets offsets, Predicate<PartitionOffsets> which, CountingRules rules) {
    return offsets.partitions().stream()
        .filter(which)
        .map(PartitionOffsets::retainedSince)
        .max(Instant::compareTo)
        .map(arrival -> nextWindow(arrival.plus(rules.maxAhead()).plusMillis(1), rules));
  }

  /** The windows of a range of which no post can be gone; may be empty. */
  TimeRange certain(TimeRange windows) {
    return windows.from(certainFrom);
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
