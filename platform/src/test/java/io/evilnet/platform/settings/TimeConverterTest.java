package io.evilnet.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeConverterTest {

  private final TimeConverter converter =
      new TimeConverter(InstantSource.fixed(Instant.parse("2026-11-20T14:30:00Z")));

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
  void shouldReadATimeAsPeopleWriteIt(String text, Instant expected) {
    assertThat(converter.convert(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tomorrow", "14:00", "2h", "2026-13-01", "-1w"})
  void shouldSayHowATimeIsWrittenWhenItIsNone(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is not a time; expected 2026-11-20T14:00Z");
  }
}
