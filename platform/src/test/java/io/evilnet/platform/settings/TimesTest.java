package io.evilnet.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimesTest {

  private static final Instant NOW = Instant.parse("2026-11-20T14:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T14:00:00Z,      2026-11-20T14:00:00Z",
    "2026-11-20T14:00Z,         2026-11-20T14:00:00Z",
    "2026-11-20T09:00-05:00,    2026-11-20T14:00:00Z",
    "2026-11-20T14:00,          2026-11-20T14:00:00Z",
    "2026-11-20,                2026-11-20T00:00:00Z",
    "now,                       2026-11-20T14:30:00Z",
    "-90s,                      2026-11-20T14:28:30Z",
    "-30m,                      2026-11-20T14:00:00Z",
    "-2h,                       2026-11-20T12:30:00Z",
    "-1d,                       2026-11-19T14:30:00Z",
  })
  void shouldParseTime(String text, Instant expected) {
    assertThat(Times.time(text, NOW)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "tomorrow", "14:00", "2h", "2026-13-01", "-1w", "-PT2H"})
  void shouldReportExpectedFormatOfTime(String text) {
    assertThatThrownBy(() -> Times.convertTime(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is not a time; expected 2026-11-20T14:00Z");
  }

  @ParameterizedTest
  @CsvSource({"500ms, PT0.5S", "90s, PT1M30S", "5m, PT5M", "24h, P1D", "7d, P7D", "PT5M, PT5M"})
  void shouldParseDuration(String text, Duration expected) {
    assertThat(Times.duration(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "h", "-5m", "1w", "5 m", "9999999999s"})
  void shouldReportExpectedFormatOfDuration(String text) {
    assertThatThrownBy(() -> Times.convertDuration(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is not a duration; expected 500ms");
  }
}
