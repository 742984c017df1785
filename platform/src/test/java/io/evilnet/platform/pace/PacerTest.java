package io.evilnet.platform.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PacerTest {

  private static final Duration CATCH_UP = Duration.ofSeconds(5);
  private static final long START = 1_000_000_000_000L;

  @Test
  void shouldKeepRateForIrregularCalls() {
    Random random = new Random(7);
    for (double rate : new double[] {0.5, 1, 3, 1_000, 77_777.7}) {
      Pacer pacer = new Pacer(rate, CATCH_UP, START);
      long now = START;
      long due = 0;
      while (now < START + Duration.ofSeconds(100).toNanos()) {
        due += pacer.takeDue(now);
        now += random.nextInt(200_000_000);
      }
      double seconds = (now - START) / 1e9;
      assertThat((double) due).isBetween(rate * (seconds - 0.3) - 1, rate * seconds + 1);
    }
  }

  @Test
  void shouldCatchUpAfterStallWithinLimit() {
    Pacer pacer = new Pacer(100, CATCH_UP, START);
    assertThat(pacer.takeDue(START)).isEqualTo(1);
    assertThat(pacer.takeDue(START + Duration.ofSeconds(3).toNanos())).isEqualTo(300);
    assertThat(pacer.takeDue(START + Duration.ofHours(1).toNanos())).isEqualTo(501);
  }

  @Test
  void shouldReturnTimeUntilNextItem() {
    Pacer pacer = new Pacer(4, CATCH_UP, START);
    assertThat(pacer.untilNext(START)).isZero();
    assertThat(pacer.takeDue(START)).isEqualTo(1);
    assertThat(pacer.untilNext(START)).isEqualTo(Duration.ofMillis(250));
    assertThat(pacer.takeDue(START + 1)).isZero();
  }

  @Test
  void shouldRejectInvalidRate() {
    for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new Pacer(rate, CATCH_UP, START))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("rate must be above 0");
    }
  }
}
