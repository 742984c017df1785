package io.evilnet.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.Fault.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole system, hurt for a short while: the counting process killed in the middle of its work,
 * a broker killed, and Cassandra away, one before the other has healed. {@code bin/evilnet chaos}
 * does this at length.
 */
class ChaosIT {

  private static final long POSTS_A_SECOND = 200;

  private static final FaultPlan PLAN =
      new FaultPlan(
          0,
          Duration.ofSeconds(40),
          List.of(
              fault(8, Kind.KILL, "streams-app", 0),
              fault(14, Kind.KILL, "kafka-1", 0),
              fault(22, Kind.STALL, "cassandra", 5),
              fault(30, Kind.KILL, "streams-app", 0)));

  @Test
  void shouldCountEveryPostOnceWhateverDies(@TempDir Path directory) throws Exception {
    ChaosRun.Result result;
    try (WatchedSystem system =
        WatchedSystem.start(SystemSettings.plain(directory, POSTS_A_SECOND), System.out::println)) {
      result = new ChaosRun(PLAN, system, System.out::println).run();
    }

    assertThat(result.verdicts()).isNotEmpty().allMatch(Verdict::held);
    assertThat(result.truth().accepted()).isGreaterThan(20 * POSTS_A_SECOND);
    assertThat(result.happened()).noneMatch(line -> line.endsWith("was not there"));
  }

  private static Fault fault(int second, Kind kind, String target, int seconds) {
    return new Fault(
        Duration.ofSeconds(second), kind, List.of(target), Duration.ofSeconds(seconds));
  }
}
