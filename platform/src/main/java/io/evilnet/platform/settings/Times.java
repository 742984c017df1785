package io.evilnet.platform.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * Times and durations as text, in options, settings and the API.
 *
 * <p>A time is an ISO 8601 date, or date and time, in UTC unless it has an offset; {@code now}; or
 * a duration before now, as {@code -90s}, {@code -30m}, {@code -2h}, {@code -1d}. A duration has a
 * short form, as {@code 500ms}, {@code 90s}, {@code 5m}, {@code 24h}, {@code 7d}, or that of ISO
 * 8601, as {@code PT5M}.
 */
public final class Times {

  private static final Pattern SHORT = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

  private Times() {}

  /** Parses a time; empty if the text is not a time. */
  public static Optional<Instant> time(String text, Instant now) {
    if (text.equals("now")) {
      return Optional.of(now);
    }
    if (text.startsWith("-") && SHORT.matcher(text.substring(1)).matches()) {
      return duration(text.substring(1)).map(now::minus);
    }
    for (Function<String, Instant> form : FORMS) {
      try {
        return Optional.of(form.apply(text));
      } catch (DateTimeParseException e) {
        // Try the next form.
      }
    }
    return Optional.empty();
  }

  /** Parses a duration; empty if the text is not a duration. */
  public static Optional<Duration> duration(String text) {
    Matcher matcher = SHORT.matcher(text);
    if (!matcher.matches()) {
      return isoDuration(text);
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  private static Optional<Duration> isoDuration(String text) {
    try {
      return Optional.of(Duration.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static Instant convertTime(String text) {
    return time(text, Instant.now())
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'"
                        + text
                        + "' is not a time; expected 2026-11-20T14:00Z, 2026-11-20T14:00, 2026-11-20, now or -2h"));
  }

  static Duration convertDuration(String text) {
    return duration(text)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + text + "' is not a duration; expected 500ms, 90s, 5m, 24h, 7d or PT5M"));
  }
}
