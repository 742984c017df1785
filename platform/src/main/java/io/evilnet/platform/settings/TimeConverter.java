package io.evilnet.platform.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Parses a time: an ISO 8601 date, or date and time, in UTC unless it has an offset; {@code now};
 * or a duration before now, as {@code -90s}, {@code -30m}, {@code -2h}, {@code -1d}.
 */
final class TimeConverter implements ITypeConverter<Instant> {

  private static final Pattern AGO = Pattern.compile("-(\\d{1,9})([smhd])");

  private static final List<Function<String, Instant>> FORMS =
      List.of(
          text -> OffsetDateTime.parse(text).toInstant(),
          text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
          text -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));

  private final InstantSource clock;

  TimeConverter() {
    this(InstantSource.system());
  }

  TimeConverter(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Instant convert(String text) {
    if (text.equals("now")) {
      return clock.instant();
    }
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return clock.instant().minus(duration(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    for (Function<String, Instant> form : FORMS) {
      try {
        return form.apply(text);
      } catch (DateTimeParseException e) {
        // Try the next form.
      }
    }
    throw new TypeConversionException(
        "'"
            + text
            + "' is not a time; expected 2026-11-20T14:00Z, 2026-11-20T14:00, 2026-11-20, now or -2h");
  }

  private static Duration duration(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
