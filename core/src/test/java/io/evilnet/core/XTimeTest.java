package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatterBuilder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XTimeTest {

  @Test
  void shouldReadEveryMillisecondAsTheJdkDoes() {
    var withMillis = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      Instant time =
          Instant.ofEpochMilli(random.nextLong(-62_135_596_800_000L, 253_402_300_800_000L));
      assertThat(XTime.parse(withMillis.format(time))).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20T14:00:01Z",
        "2026-11-20T14:00:01.5Z",
        "2026-11-20T14:00:01.123456789Z",
        "2026-11-20T24:00:00.000Z",
        "2024-02-29T23:59:59.999Z",
        "2016-12-31T23:59:60.000Z",
        "+12026-11-20T14:00:01.00Z"
      })
  void shouldLeaveToTheJdkWhatIsWrittenOtherwise(String text) {
    assertThat(XTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2023-02-29T00:00:00.000Z",
        "2026-13-01T00:00:00.000Z",
        "2026-00-00T00:00:00.000Z",
        "2026-11-20T25:00:00.000Z",
        "2026-11-20T14:60:00.000Z",
        "2026-11-20 14:00:00.000Z",
        "2026-11-20T14:00:00.000z ",
        "\u0662026-11-20T14:00:00.00Z"
      })
  void shouldRefuseWhatTheJdkRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> XTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
