package io.evilnet.backfill;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.Option;

/** Which windows are asked for. */
final class RangeOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The first window: an instant such as 2026-11-20T14:00:00Z, or a date, which is its start"
              + " in UTC.")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The end, exclusive; written like --from (default: now).")
  private String to;

  @Option(
      names = "--last",
      paramLabel = "DURATION",
      description = "Instead of --from and --to: the time up to now, such as 1h.")
  private Duration last;

  /**
   * The range, checked.
   *
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  TimeRange range(Instant now) {
    if (last != null) {
      if (from != null || to != null) {
        throw new IllegalArgumentException("give either --last, or --from and --to");
      }
      if (last.isNegative() || last.isZero()) {
        throw new IllegalArgumentException("last must be more than 0, but is " + last);
      }
      return new TimeRange(now.minus(last), now);
    }
    if (from == null) {
      throw new IllegalArgumentException("which time? give --from and --to, or --last");
    }
    Instant start = parse("from", from);
    Instant end = to == null ? now : parse("to", to);
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "from must be before to, but is %s, and to is %s".formatted(start, end));
    }
    return new TimeRange(start, end);
  }

  private static Instant parse(String option, String text) {
    try {
      return text.contains("T")
          ? OffsetDateTime.parse(text).toInstant()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s must be an instant such as 2026-11-20T14:00:00Z or a date such as 2026-11-20, but is %s"
              .formatted(option, text),
          e);
    }
  }
}
