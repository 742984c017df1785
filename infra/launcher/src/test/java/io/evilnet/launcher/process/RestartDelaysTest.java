package io.evilnet.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartDelaysTest {
  private final RestartDelays delays =
      new RestartDelays(
          Duration.ofSeconds(1),
          Duration.ofSeconds(3),
          Duration.ofSeconds(10),
          Duration.ofMinutes(1));

  @Test
  void shouldDoubleDelayUpToMaximumOnConsecutiveFailures() {
    assertThat(seconds(false)).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void shouldRaiseFirstDelaysWhileSubstituteIsRunning() {
    assertThat(seconds(true)).containsExactly(3L, 3L, 4L, 8L, 10L, 10L);
  }

  private Stream<Long> seconds(boolean hasSubstitute) {
    return IntStream.rangeClosed(1, 6)
        .mapToObj(deaths -> delays.after(deaths, hasSubstitute))
        .map(Duration::toSeconds);
  }

  @Test
  void shouldReturnMaximumDelayForLargestFailureCount() {
    assertThat(delays.after(Integer.MAX_VALUE, false)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void shouldRejectMaximumDelayBelowFirstDelay() {
    assertThatThrownBy(
            () ->
                new RestartDelays(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(1),
                    Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT2S");
  }
}
