package io.evilnet.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultPlanTest {

  private static final Duration LENGTH = Duration.ofMinutes(5);

  @Test
  void shouldBeDeterministicForSeed() {
    assertThat(FaultPlan.seeded(7, LENGTH, 1)).isEqualTo(FaultPlan.seeded(7, LENGTH, 1));
    assertThat(FaultPlan.seeded(7, LENGTH, 1)).isNotEqualTo(FaultPlan.seeded(8, LENGTH, 1));
  }

  @Test
  void shouldReserveTimeForRecovery() {
    for (long seed = 0; seed < 200; seed++) {
      assertThat(FaultPlan.seeded(seed, LENGTH, 1).faults())
          .isNotEmpty()
          .allMatch(fault -> fault.end().compareTo(LENGTH.minusSeconds(10)) <= 0);
    }
  }

  @Test
  void shouldCoverAllTargetsAndKinds() {
    Set<String> seen = new HashSet<>();
    for (long seed = 0; seed < 400; seed++) {
      FaultPlan.seeded(seed, LENGTH, 2)
          .faults()
          .forEach(fault -> seen.add(fault.kind() + " " + fault.targets()));
    }
    // Seven services, the active controller, and both brokers at once, in three ways; five
    // links in three ways; a disk; Cassandra for minutes; the clock, in three ways; the
    // supervisor.
    assertThat(seen).hasSize(9 * 3 + 5 * 3 + 6);
  }

  @Test
  void shouldReturnOptionsOfListedFaults() {
    FaultPlan plan =
        FaultPlan.listed(
            List.of(Fault.parse("stall:cassandra:60"), Fault.parse("kill:kafka-1")),
            Duration.ofSeconds(150),
            Duration.ofSeconds(90));

    assertThat(plan.options())
        .isEqualTo("--faults stall:cassandra:60,kill:kafka-1 --calm 150 --gap 90");
    assertThat(plan.length()).isEqualTo(Duration.ofSeconds(150 + 60 + 90 + 90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kill:kafka-3", "slow-link:ingest:5", "full-disk:kafka-1:5"})
  void shouldRejectInvalidTarget(String fault) {
    assertThatThrownBy(
            () -> FaultPlan.listed(List.of(Fault.parse(fault)), Duration.ZERO, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("--faults " + fault + ": possible targets of this fault are ");
  }

  @Test
  void shouldRejectTooShortRun() {
    assertThatThrownBy(() -> FaultPlan.seeded(1, Duration.ofSeconds(5), 1))
        .hasMessageContaining("30 s or longer");
  }
}
