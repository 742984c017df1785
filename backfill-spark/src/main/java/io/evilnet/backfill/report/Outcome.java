package io.evilnet.backfill.report;

import io.evilnet.backfill.compare.Difference.Kind;
import io.evilnet.backfill.count.Tally;
import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.job.Mode;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The result of a run.
 *
 * @param run the id of the run
 * @param settings the settings of the run
 * @param offsets the offsets that were read
 * @param windows the closed windows that were counted; possibly empty with {@code --only-retained}
 * @param startedAt the start of the run
 * @param took the duration of the run
 * @param counting the duration of reading and counting
 * @param tally the posts by outcome
 * @param totals number of totals counted: cities and unresolved, by window
 * @param uncounted number of windows that the stream is still counting, which are neither compared
 *     nor written
 * @param skipped a sentence with the reason for each skipped part of the range
 * @param differences rows that differ, by kind
 * @param written rows written or deleted
 * @param remaining rows that differ at the end
 */
public record Outcome(
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
    List<String> skipped,
    Map<Kind, Long> differences,
    long written,
    long remaining) {

  public Outcome {
    skipped = List.copyOf(skipped);
  }

  /** The status of a run. */
  public enum Status {
    EQUAL,
    DIFFERENT,
    REPAIRED
  }

  public long different() {
    return differences.values().stream().mapToLong(Long::longValue).sum();
  }

  public Status status() {
    if (remaining > 0) {
      return Status.DIFFERENT;
    }
    return written > 0 ? Status.REPAIRED : Status.EQUAL;
  }

  /** Returns 0 if all rows are correct at the end, 1 if some differ. */
  public int exitCode() {
    return status() == Status.DIFFERENT ? 1 : 0;
  }

  long postsPerSecond() {
    return tally.posts() * 1_000 / Math.max(1, counting.toMillis());
  }

  /** Returns a summary of one line. */
  public String summary() {
    String rows =
        different() == 0
            ? "no differences"
            : "%,d rows differ: %,d wrong, %,d missing, %,d extra"
                .formatted(
                    different(),
                    differences.getOrDefault(Kind.WRONG, 0L),
                    differences.getOrDefault(Kind.MISSING, 0L),
                    differences.getOrDefault(Kind.EXTRA, 0L));
    return rows + writtenText() + skippedText();
  }

  private String skippedText() {
    StringBuilder text = new StringBuilder();
    if (uncounted > 0) {
      text.append(
          "; %,d windows skipped because the stream is still counting them".formatted(uncounted));
    }
    skipped.forEach(reason -> text.append("; ").append(reason));
    return text.toString();
  }

  private String writtenText() {
    if (!settings.mode().writes()) {
      return settings.mode() == Mode.DRY_RUN && different() > 0 ? "; nothing was written" : "";
    }
    return "; %,d written".formatted(written)
        + (remaining > 0 ? ", %,d still differ because of newer writes".formatted(remaining) : "");
  }
}
