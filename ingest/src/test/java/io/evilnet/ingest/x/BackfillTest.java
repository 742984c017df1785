package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackfillTest {

  @Test
  void shouldCoverGapInWholeMinutes() {
    assertThat(minutes(0)).isEqualTo(1);
    assertThat(minutes(55)).isEqualTo(1); // with a margin of 5 s
    assertThat(minutes(56)).isEqualTo(2);
    assertThat(minutes(115)).isEqualTo(2);
  }

  @Test
  void shouldNotExceedMaximum() {
    assertThat(minutes(3_600)).isEqualTo(5);
    assertThat(Backfill.minutes(Optional.of(Duration.ZERO), 0)).isZero();
  }

  @Test
  void shouldRequestMaximumWhenGapIsUnknown() {
    assertThat(Backfill.minutes(Optional.empty(), 5)).isEqualTo(5);
    assertThat(Backfill.minutes(Optional.empty(), 0)).isZero();
  }

  private static int minutes(long gapSeconds) {
    return Backfill.minutes(Optional.of(Duration.ofSeconds(gapSeconds)), 5);
  }
}
