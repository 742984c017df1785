package io.evilnet.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.check.Backlog;
import io.evilnet.chaos.check.Recovery;
import io.evilnet.chaos.check.Verdict;
import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.fault.FaultPlan;
import io.evilnet.chaos.fault.InjectedFault;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.system.SystemSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SeedTableTest {

  private static final ExpectedCounts EXPECTED =
      new ExpectedCounts(Map.of(), Map.of(), new Outcomes(Map.of(Outcomes.Kind.COUNTED, 1_234L)));

  private final SeedTable table = new SeedTable();

  @Test
  void shouldShowMaximaOfEachRun() {
    table.add(
        result(
            7,
            true,
            recovery(Optional.of(Duration.ofMillis(2_600)), OptionalDouble.of(0.5)),
            recovery(Optional.of(Duration.ofMillis(900)), OptionalDouble.of(3.2))));

    assertThat(table.lines().get(1))
        .containsSubsequence("7", "held", "1,234", "2.6", "3.2", "-", "kafka-1 killed");
    assertThat(table.allHeld()).isTrue();
  }

  @Test
  void shouldNotHoldAfterViolationOrFailure() {
    table.add(result(1, true));
    table.add(result(2, false));
    table.addFailed(plan(3), new IllegalStateException("it did not start"));

    assertThat(table.lines().get(2)).contains("I2");
    assertThat(table.lines().get(3)).contains("failed", "it did not start");
    assertThat(table.lines()).last().isEqualTo("1 of 3 held.");
    assertThat(table.allHeld()).isFalse();
  }

  private static ChaosRun.Result result(long seed, boolean held, Recovery... recoveries) {
    return new ChaosRun.Result(
        plan(seed),
        SystemSettings.plain(Path.of("data"), 10),
        List.of(),
        new Backlog(Instant.EPOCH, List.of()),
        List.of(recoveries),
        EXPECTED,
        List.of(new Verdict("I2 every row equals the oracle", held, List.of())));
  }

  private static FaultPlan plan(long seed) {
    return new FaultPlan(
        seed,
        Duration.ofMinutes(1),
        List.of(new Fault(Duration.ZERO, Kind.KILL, List.of("kafka-1"), Duration.ZERO)));
  }

  private static Recovery recovery(Optional<Duration> stall, OptionalDouble deficit) {
    Fault fault = new Fault(Duration.ZERO, Kind.KILL, List.of("kafka-1"), Duration.ZERO);
    InjectedFault injected = new InjectedFault(fault, Instant.EPOCH, Instant.EPOCH);
    return new Recovery(injected, stall, deficit, deficit, Optional.empty());
  }
}
