package io.evilnet.backfill.cli;

import io.evilnet.backfill.job.TimeRange;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** The requested range of windows. */
final class RangeOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first window, such as 2026-11-20T14:00Z, 2026-11-20, or -2h for two hours ago.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The end, exclusive, in the format of --from (default: now).")
  private Instant to;

  @Option(
      names = "--last",
      paramLabel = "DURATION",
      description = "The duration up to now, such as 1h, instead of --from and --to.")
  private Duration last;

  /**
   * Returns the validated range.
   *
   * @param isRepeated true if the range is the last hour by default
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  TimeRange range(Instant now, boolean isRepeated) {
    if (last != null) {
      if (from != null || to != null) {
        throw new IllegalArgumentException("--last cannot be combined with --from or --to");
      }
      if (last.isNegative() || last.isZero()) {
        throw new IllegalArgumentException("last must be more than 0, but is " + last);
      }
      return new TimeRange(now.minus(last), now);
    }
    if (from == null && to == null && isRepeated) {
      return new TimeRange(now.minus(Duration.ofHours(1)), now);
    }
    if (from == null) {
      throw new IllegalArgumentException("no time range: specify --from and --to, or --last");
    }
    Instant end = to == null ? now : to;
    if (!from.isBefore(end)) {
      throw new IllegalArgumentException(
          "from must be before to, but is %s, and to is %s".formatted(from, end));
    }
    return new TimeRange(from, end);
  }
}
