package io.evilnet.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeClockTest {

  private static final Duration A_DAY = Duration.ofDays(1);

  @Test
  void shouldMoveTheClockOfAProcess(@TempDir Path directory) throws Exception {
    Optional<FakeClock> clock = FakeClock.in(directory);
    assumeThat(clock).as("skipped: libfaketime is not installed").isPresent();

    assertThat(timeBy(clock.get())).isBefore(Instant.now().plus(Duration.ofHours(12)));
    clock.get().move(A_DAY);
    assertThat(timeBy(clock.get())).isAfter(Instant.now().plus(Duration.ofHours(12)));

    clock.get().move(A_DAY.multipliedBy(-2));
    assertThat(timeBy(clock.get())).isBefore(Instant.now().minus(Duration.ofHours(12)));
  }

  private static Instant timeBy(FakeClock clock) throws IOException {
    ProcessBuilder date = new ProcessBuilder("date", "+%s");
    date.environment().putAll(clock.environment());
    String said = new String(date.start().getInputStream().readAllBytes(), UTF_8);
    return Instant.ofEpochSecond(Long.parseLong(said.strip()));
  }
}
