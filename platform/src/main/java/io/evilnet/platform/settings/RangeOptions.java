package io.evilnet.platform.settings;

import io.evilnet.core.TimeRange;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The options for a range of time, common to all commands that have one. */
public final class RangeOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Start of the range, such as 2026-11-20T14:00Z, 2026-11-20, or -2h for two hours ago.")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "End of the range, exclusive, in the format of --from.")
  private Instant to;

  @Option(
      names = "--last",
      paramLabel = "DURATION",
      description = "The duration up to now, such as 1h, instead of --from and --to.")
  private Duration last;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** Returns true if one of the options is set. */
  public boolean isGiven() {
    return from() != null || to() != null || last() != null;
  }

  /** Returns true if the start of the range is set. */
  public boolean hasStart() {
    return from() != null || last() != null;
  }

  /**
   * Returns the validated range, which is not empty.
   *
   * @param defaults the bounds that apply if an option is not set
   * @throws IllegalArgumentException if the options contradict each other
   */
  public TimeRange range(Instant now, TimeRange defaults) {
    if (last() != null) {
      if (from() != null || to() != null) {
        throw new IllegalArgumentException("--last cannot be combined with --from or --to");
      }
      if (last.isNegative() || last.isZero()) {
        throw new IllegalArgumentException("last must be more than 0, but is " + last);
      }
      if (last.compareTo(Duration.between(Instant.EPOCH, now)) > 0) {
        throw new IllegalArgumentException("last must not begin before 1970, but is " + last);
      }
      return new TimeRange(now.minus(last), now);
    }
    Instant start = from() == null ? defaults.from() : from;
    Instant end = to() == null ? defaults.to() : to;
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "from must be before to, but is %s, and to is %s".formatted(start, end));
    }
    return new TimeRange(start, end);
  }

  // The command line takes precedence: an option there replaces the other form in the settings.

  private Instant from() {
    return isReplaced("--from", "--last") ? null : from;
  }

  private Instant to() {
    return isReplaced("--to", "--last") ? null : to;
  }

  private Duration last() {
    return isReplaced("--last", "--from") || isReplaced("--last", "--to") ? null : last;
  }

  private boolean isReplaced(String option, String other) {
    ParseResult parsed = spec.commandLine().getParseResult();
    return !parsed.hasMatchedOption(option) && parsed.hasMatchedOption(other);
  }
}
