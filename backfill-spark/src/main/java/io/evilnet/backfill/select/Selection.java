package io.evilnet.backfill.select;

import io.evilnet.backfill.job.JobSettings;
import io.evilnet.backfill.offsets.TopicOffsets;
import io.evilnet.core.TimeRange;
import io.evilnet.store.table.CountingSources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The windows of a range that a run counts: closed, with all posts retained, counted by these rules
 * only, and without expired rows.
 *
 * @param windows may be empty
 * @param leftOut a sentence for each part that was skipped, with the reason
 */
public record Selection(TimeRange windows, List<String> leftOut) {

  /** Time within which a run normally has read all rows of its windows. */
  private static final Duration LONGEST_RUN = Duration.ofMinutes(15);

  public Selection {
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Selects the windows.
   *
   * @param source the recorded source of the rows, if any: this topic, by these rules
   * @throws IllegalArgumentException if no window can be counted, or not all that {@code
   *     --trust-kafka} covers; the message has the reason and the remedy
   */
  public static Selection of(
      JobSettings settings, TopicOffsets offsets, Optional<CountingSources.Entry> source) {
    List<String> leftOut = new ArrayList<>();
    TimeRange closed =
        settings.windows().before(settings.rules().firstOpenWindow(offsets.fixedAt()));
    if (closed.to().isBefore(settings.windows().to())) {
      leftOut.add("the windows from %s on are still open".formatted(closed.to()));
    }
    TimeRange windows = countedAlike(closed, source, leftOut);
    if (!windows.isEmpty()) {
      Retention retention =
          Retention.of(
              offsets, settings.rules(), settings.target().countsTtl(), source.isPresent());
      windows =
          settings.trustKafka()
              ? trusted(windows, retention)
              : unexpired(
                  certain(windows, retention, leftOut), settings, offsets, retention, leftOut);
    }
    if (windows.isEmpty() && !settings.onlyRetained()) {
      throw new IllegalArgumentException(
          "no window of %s can be counted: %s"
              .formatted(settings.windows(), String.join("; ", leftOut)));
    }
    return new Selection(windows, leftOut);
  }

  private static TimeRange countedAlike(
      TimeRange windows, Optional<CountingSources.Entry> source, List<String> leftOut) {
    Instant validFrom = source.map(CountingSources.Entry::validFrom).orElse(Instant.EPOCH);
    // An archive may be older than 1970.
    TimeRange alike = validFrom.equals(Instant.EPOCH) ? windows : windows.from(validFrom);
    if (!alike.equals(windows)) {
      leftOut.add(
          "windows before %s are skipped, as they were counted with other settings or from another topic; recount them into another keyspace with --into NAME"
              .formatted(alike.from()));
    }
    return alike;
  }

  private static TimeRange certain(TimeRange windows, Retention retention, List<String> leftOut) {
    TimeRange certain = retention.certain(windows);
    if (!certain.equals(windows)) {
      leftOut.add(
          "windows before %s are skipped, as the first retained post is later and their posts may have been deleted; include them with --trust-kafka if none was"
              .formatted(certain.from()));
    }
    return certain;
  }

  /**
   * Returns the windows of which no row can expire before it is compared. The last write of a row
   * may be its first, which can precede its window by max-ahead. Rows of an archive and those of
   * {@code --into} are written long after their windows.
   */
  private static TimeRange unexpired(
      TimeRange windows,
      JobSettings settings,
      TopicOffsets offsets,
      Retention retention,
      List<String> leftOut) {
    if (settings.into().isPresent() || !windows.to().isAfter(retention.archiveBefore())) {
      return windows;
    }
    Duration countsTtl = settings.target().countsTtl();
    Instant expired =
        offsets.fixedAt().plus(LONGEST_RUN).minus(countsTtl).plus(settings.rules().maxAhead());
    TimeRange unexpired = windows.from(Retention.nextWindow(expired, settings.rules()));
    if (!unexpired.equals(windows)) {
      leftOut.add(
          "windows before %s are skipped, as some of their rows may have expired (counts-ttl is %s); include them with --trust-kafka, which treats expired rows as missing"
              .formatted(unexpired.from(), countsTtl));
    }
    return unexpired;
  }

  private static TimeRange trusted(TimeRange windows, Retention retention) {
    if (retention.of(windows) == Retention.Verdict.REFUSED) {
      throw new IllegalArgumentException(
          "posts of %s were deleted; %s; specify --from %s"
              .formatted(windows, retention.description(), retention.from().orElseThrow()));
    }
    return windows;
  }
}
