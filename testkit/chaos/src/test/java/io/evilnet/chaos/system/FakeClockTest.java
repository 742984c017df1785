package io.evilnet.chaos.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeClockTest {

  private static final Duration ONE_DAY = Duration.ofDays(1);

  /** Waits for a second in steps of 100 ms, and prints the number of steps. */
  private static final String WAITS =
      """
      public class Waits {
        public static void main(String[] args) {
          int waits = 0;
          for (long start = System.nanoTime(); System.nanoTime() - start < 1_000_000_000L; waits++) {
            java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L);
          }
          System.out.println(waits);
        }
      }
      """;

  @Test
  void shouldAdjustClockOfProcess(@TempDir Path directory) throws Exception {
    Optional<FakeClock> clock = FakeClock.in(directory);
    assumeThat(clock).as("skipped: libfaketime is not installed").isPresent();

    assertThat(currentTime(clock.get())).isBefore(Instant.now().plus(Duration.ofHours(12)));
    clock.get().move(ONE_DAY);
    assertThat(currentTime(clock.get())).isAfter(Instant.now().plus(Duration.ofHours(12)));

    clock.get().move(ONE_DAY.multipliedBy(-2));
    assertThat(currentTime(clock.get())).isBefore(Instant.now().minus(Duration.ofHours(12)));
  }

  /** A JVM would busy-wait if timed waits returned immediately. */
  @Test
  void shouldNotAffectTimedWaits(@TempDir Path directory) throws Exception {
    Optional<FakeClock> clock = FakeClock.in(directory);
    assumeThat(clock).as("skipped: libfaketime is not installed").isPresent();
    Path source = Files.writeString(directory.resolve("Waits.java"), WAITS);

    ProcessBuilder java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                source.toString())
            .redirectErrorStream(true);
    java.environment().putAll(clock.get().environment());
    String output = new String(java.start().getInputStream().readAllBytes(), UTF_8);

    assertThat(Long.parseLong(output.strip())).isBetween(1L, 100L);
  }

  private static Instant currentTime(FakeClock clock) throws IOException {
    ProcessBuilder date = new ProcessBuilder("date", "+%s");
    date.environment().putAll(clock.environment());
    String output = new String(date.start().getInputStream().readAllBytes(), UTF_8);
    return Instant.ofEpochSecond(Long.parseLong(output.strip()));
  }
}
