package io.evilnet.backfill;

import io.evilnet.backfill.Difference.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a run found and did.
 *
 * @param run its id
 * @param settings what it was told
 * @param offsets what it read
 * @param windows the closed windows that were counted; empty when none could be counted, which
 *     --only-retained allows
 * @param startedAt when it began
 * @param took how long it took
 * @param counting how long reading and counting took, of that
 * @param tally what became of the posts
 * @param totals how many totals were counted: cities and unresolved, by window
 * @param uncounted windows that the stream is still counting: neither compared nor written
 * @param leftOut the windows of the range that were left out, and why, a sentence each
 * @param differences rows that differ, by kind
 * @param written rows written or deleted
 * @param remaining rows that differ in the end
 */
record Outcome(
    String run,
    JobSettings settings,
    TopicOffsets offsets,
    TimeRange windows,
    Instant startedAt,
    Duration took,
    Duration counting,
    Tally tally,
    long totals,
    int uncounted,
    List<String> leftOut,
    Map<Kind, Long> differences,
    long written,
    long remaining) {

  Outcome {
    leftOut = List.copyOf(leftOut);
  }

  /** How it ended. */
  enum Status {
    EQUAL,
    DIFFERENT,
    REPAIRED
  }

  long different() {
    return differences.values().stream().mapToLong(Long::longValue).sum();
  }

  Status status() {
    if (remaining > 0) {
      return Status.DIFFERENT;
    }
    return written > 0 ? Status.REPAIRED : Status.EQUAL;
  }

  /** 0 when all rows are right in the end, 1 when some are not. */
  int exitCode() {
    return status() == Status.DIFFERENT ? 1 : 0;
  }

  long postsPerSecond() {
    return tally.posts() * 1_000 / Math.max(1, counting.toMillis());
  }

  /** One line for a person. */
  String summary() {
    String rows =
        different() == 0
            ? "no row differs"
            : "%,d rows differ: %,d wrong, %,d missing, %,d extra"
                .formatted(
                    different(),
                    differences.getOrDefault(Kind.WRONG, 0L),
                    differences.getOrDefault(Kind.MISSING, 0L),
                    differences.getOrDefault(Kind.EXTRA, 0L));
    return rows + done() + left();
  }

  private String left() {
    StringBuilder left = new StringBuilder();
    if (uncounted > 0) {
      left.append(
          "; %,d windows left alone, which the stream is still counting".formatted(uncounted));
    }
    leftOut.forEach(why -> left.append("; ").append(why));
    return left.toString();
  }

  private String done() {
    if (!settings.mode().writes()) {
      return settings.mode() == Mode.DRY_RUN && different() > 0 ? "; nothing was written" : "";
    }
    return "; %,d written".formatted(written)
        + (remaining > 0
            ? ", %,d differ still, as something newer has been written there".formatted(remaining)
            : "");
  }
}
