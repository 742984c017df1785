package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatterBuilder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XTimeTest {

  @Test
  void shouldParseRandomTimesLikeJdk() {
    var withMillis = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(0, 253_370_764_800_000L));
      assertThat(parse(withMillis.format(time))).isEqualTo(time);
    }
  }

  @Test
  void shouldParseEveryDayLikeJdk() {
    LocalDate end = LocalDate.of(2_405, 1, 1);
    for (LocalDate day = LocalDate.EPOCH; day.isBefore(end); day = day.plusDays(1)) {
      assertThat(parse(day + "T00:00:00.000Z"))
          .isEqualTo(day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20T14:00:01Z",
        "2026-11-20T14:00:01.5Z",
        "2026-11-20T14:00:01.123456789Z",
        "2026-11-20T24:00:00.000Z",
        "2016-12-31T23:59:60.000Z",
        "+12026-11-20T14:00:01.00Z",
        "1969-12-31T23:59:59.999Z",
        "9999-12-31T23:59:59.999Z"
      })
  void shouldReturnNullForOtherFormats(String text) {
    assertThat(Instant.parse(text)).isNotNull();
    assertThat(parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2023-02-29T00:00:00.000Z",
        "2100-02-29T00:00:00.000Z",
        "2026-04-31T00:00:00.000Z",
        "2026-01-32T00:00:00.000Z",
        "2026-01-00T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-00-00T00:00:00.000Z",
        "2026-11-20T25:00:00.000Z",
        "2026-11-20T14:60:00.000Z",
        "2026-11-20T14:00:61.000Z",
        "2026-11-20 14:00:00.000Z",
        "2026-11-20T14:00:00.000z ",
        "\u0662026-11-20T14:00:00.00Z"
      })
  void shouldRejectTimesThatJdkRejects(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThat(parse(text)).isNull();
  }

  private static Instant parse(String text) {
    byte[] bytes = ("\"" + text + "\"").getBytes(UTF_8);
    return XTime.parse(bytes, 1, bytes.length - 1);
  }
}
