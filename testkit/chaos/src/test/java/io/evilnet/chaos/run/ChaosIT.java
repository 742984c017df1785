package io.evilnet.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.check.Verdict;
import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.observe.WatchedSystem;
import io.evilnet.chaos.system.SystemSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Injects faults into the complete system for a minute: streams-app killed, both brokers killed in
 * sequence before the first has recovered, Cassandra stalled, the stream interrupted. {@code
 * bin/evilnet chaos} runs longer plans, and this one with {@code --seed 6912 --minutes 1 --rate
 * 200}.
 */
class ChaosIT {

  private static final long POSTS_PER_SECOND = 200;
  private static final long SEED = 6912;
  private static final FaultPlan PLAN = FaultPlan.seeded(SEED, Duration.ofMinutes(1), 1);
  private static final Path REPORT = Path.of("target", "chaos-report");

  @Test
  void shouldCountEveryPostOnceDespiteFaults(@TempDir Path directory) throws Exception {
    ChaosRun.Result result;
    try (WatchedSystem system =
        WatchedSystem.start(
            SystemSettings.plain(directory, POSTS_PER_SECOND), System.out::println)) {
      result = new ChaosRun(PLAN, system, System.out::println).run();
    }
    ChaosReport.write(result, REPORT);

    assertThat(result.verdicts()).isNotEmpty().allMatch(Verdict::held);
    assertThat(result.expected().accepted()).isGreaterThan(30 * POSTS_PER_SECOND);
    assertThat(result.expected().received()).isPositive();
    assertThat(result.events())
        .noneMatch(line -> line.endsWith("was not running"))
        .anyMatch(line -> line.endsWith("streams-app killed"))
        .anyMatch(line -> line.endsWith("kafka-1 killed"))
        .anyMatch(line -> line.endsWith("kafka-2 killed"))
        .anyMatch(line -> line.endsWith("cassandra stalled for 5 s"))
        .anyMatch(line -> line.endsWith("link to simulator reset"));
  }
}
