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
 * The windows of a range that a run counts: closed windows with all posts retained, counted by
 * these rules only, and without expired rows.
 *
 * @param windows may be empty
 * @param skipped a sentence with the reason for each skipped part
 */
public record Selection(TimeRange windows, List<String> skipped) {

  /** Assumed maximum time until a run has read all rows of its windows. */
  private static final Duration MAX_RUN_DURATION = Duration.ofMinutes(15);

  public Selection {
    skipped = List.copyOf(skipped);
  }

  /**
   * Selects the windows.
   *
   * @param source the recorded source of the rows, if any: this topic and these rules
   * @throws IllegalArgumentException if no window can be counted, or if {@code --trust-kafka} is
   *     set and posts were deleted; the message contains the reason and the remedy
   */
  public static Selection of(
      JobSettings settings, TopicOffsets offsets, Optional<CountingSources.Entry> source) {
    List<String> skipped = new ArrayList<>();
    TimeRange closed =
        settings.windows().before(settings.rules().firstOpenWindow(offsets.fixedAt()));
    if (closed.to().isBefore(settings.windows().to())) {
      skipped.add("the windows from %s on are still open".formatted(closed.to()));
    }
    return new Selection(validFromSource(closed, source, skipped), skipped)
        .retained(settings, offsets, source);
  }

  /**
   * Returns the selected windows whose posts are retained and whose rows are unexpired, also at the
   * time of other offsets.
   *
   * @throws IllegalArgumentException as in {@link #of}
   */
  public Selection retained(
      JobSettings settings, TopicOffsets offsets, Optional<CountingSources.Entry> source) {
    List<String> reasons = new ArrayList<>(skipped);
    TimeRange retained = windows;
    if (!windows.isEmpty()) {
      Retention retention =
          Retention.of(
              offsets, settings.rules(), settings.target().countsTtl(), source.isPresent());
      retained =
          settings.trustKafka()
              ? trusted(windows, retention)
              : unexpired(
                  certain(windows, retention, reasons), settings, offsets, retention, reasons);
    }
    if (retained.isEmpty() && !settings.onlyRetained()) {
      throw new IllegalArgumentException(
          "no window of %s can be counted: %s"
              .formatted(settings.windows(), String.join("; ", reasons)));
    }
    return new Selection(retained, reasons);
  }

  private static TimeRange validFromSource(
      TimeRange windows, Optional<CountingSources.Entry> source, List<String> skipped) {
    Instant validFrom = source.map(CountingSources.Entry::validFrom).orElse(Instant.EPOCH);
    // An archive may be older than 1970.
    TimeRange valid = validFrom.equals(Instant.EPOCH) ? windows : windows.from(validFrom);
    if (!valid.equals(windows)) {
      skipped.add(
          "windows before %s are skipped, as they were counted with other settings or from another topic; recount them into another keyspace with --into NAME"
              .formatted(valid.from()));
    }
    return valid;
  }

  private static TimeRange certain(TimeRange windows, Retention retention, List<String> skipped) {
    TimeRange certain = retention.certain(windows);
    if (!certain.equals(windows)) {
      skipped.add(
          "windows before %s are skipped, as the first retained post is later and their posts may have been deleted; include them with --trust-kafka if none was"
              .formatted(certain.from()));
    }
    return certain;
  }

  /**
   * Returns the windows whose rows cannot expire before they are compared. The last write of a row
   * can precede its window by max-ahead. Rows of an archive and of {@code --into} are written long
   * after their windows.
   */
  private static TimeRange unexpired(
      TimeRange windows,
      JobSettings settings,
      TopicOffsets offsets,
      Retention retention,
      List<String> skipped) {
    if (settings.into().isPresent() || !windows.to().isAfter(retention.archiveBefore())) {
      return windows;
    }
    Duration countsTtl = settings.target().countsTtl();
    Instant expired =
        offsets.fixedAt().plus(MAX_RUN_DURATION).minus(countsTtl).plus(settings.rules().maxAhead());
    TimeRange unexpired = windows.from(Retention.nextWindow(expired, settings.rules()));
    if (!unexpired.equals(windows)) {
      skipped.add(
          "windows before %s are skipped, as some of their rows may have expired (counts-ttl is %s); include them with --trust-kafka, which treats expired rows as missing"
              .formatted(unexpired.from(), countsTtl));
    }
    return unexpired;
  }

  private static TimeRange trusted(TimeRange windows, Retention retention) {
    if (retention.of(windows) == Retention.Verdict.REJECTED) {
      throw new IllegalArgumentException(
          "posts of %s were deleted; %s; specify --from %s"
              .formatted(windows, retention.description(), retention.from().orElseThrow()));
    }
    return windows;
  }
}
