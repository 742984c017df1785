package io.evilnet.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeathsTest {

  private static final FaultPlan NO_FAULTS = new FaultPlan(1, Duration.ofMinutes(1), List.of());

  private final Deaths deaths = new Deaths();

  @Test
  void shouldReportUnexpectedExits() {
    deaths.heard("  ingest         died     with exit code 1");
    deaths.heard("  kafka-1        died     with exit code 137");
    deaths.told("kafka-2");
    deaths.heard("  kafka-2        died     with exit code 1");
    assertThat(deaths.takeByThemselves(NO_FAULTS)).containsExactly("ingest with exit code 1");

    deaths.heard("  kafka-2        died     with exit code 1");
    assertThat(deaths.takeByThemselves(NO_FAULTS)).containsExactly("kafka-2 with exit code 1");
  }

  @Test
  void shouldAllowExitOnFullDisk() {
    Fault full =
        new Fault(Duration.ZERO, Fault.Kind.FULL_DISK, List.of("streams-app"), Duration.ZERO);
    deaths.heard("  streams-app    died     with exit code 1");

    assertThat(deaths.takeByThemselves(new FaultPlan(1, Duration.ofMinutes(1), List.of(full))))
        .isEmpty();
  }
}
