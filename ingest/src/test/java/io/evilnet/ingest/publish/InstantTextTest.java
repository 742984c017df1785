package io.evilnet.ingest.publish;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-20T14:00:01Z",
        "2026-11-20T14:00:01.120Z",
        "2026-11-20T14:00:01.000456Z",
        "2026-11-20T14:00:01.000000789Z",
        "2024-02-29T23:59:59.999999999Z",
        "1969-12-31T23:59:59.001Z",
        "0000-01-01T00:00:00Z",
        "-0001-12-31T23:59:59Z",
        "9999-12-31T23:59:59.999Z",
        "+10000-01-01T00:00:00Z"
      })
  void shouldFormatInstant(String text) {
    assertThat(new String(InstantText.of(Instant.parse(text)), US_ASCII)).isEqualTo(text);
  }

  @Test
  void shouldFormatRandomInstants() {
    Random random = new Random(1);
    for (int i = 0; i < 10_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(
              random.nextLong(4_102_444_800L), random.nextInt(1_000) * 1_000_000L);
      assertThat(new String(InstantText.of(instant), US_ASCII)).isEqualTo(instant.toString());
    }
  }
}
