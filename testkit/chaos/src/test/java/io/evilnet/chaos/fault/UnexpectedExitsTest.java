package io.evilnet.chaos.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnexpectedExitsTest {

  private static final FaultPlan NO_FAULTS = new FaultPlan(1, Duration.ofMinutes(1), List.of());

  private final UnexpectedExits unexpectedExits = new UnexpectedExits();

  @Test
  void shouldReportUnexpectedExits() {
    unexpectedExits.onOutputLine("  ingest         exited   with exit code 1");
    unexpectedExits.onOutputLine("  kafka-1        exited   with exit code 137");
    unexpectedExits.expectExit("kafka-2");
    unexpectedExits.onOutputLine("  kafka-2        exited   with exit code 1");
    assertThat(unexpectedExits.drain(NO_FAULTS)).containsExactly("ingest with exit code 1");

    unexpectedExits.onOutputLine("  kafka-2        exited   with exit code 1");
    assertThat(unexpectedExits.drain(NO_FAULTS)).containsExactly("kafka-2 with exit code 1");
  }

  @Test
  void shouldAllowExitOnFullDisk() {
    Fault full =
        new Fault(Duration.ZERO, Fault.Kind.FULL_DISK, List.of("streams-app"), Duration.ZERO);
    unexpectedExits.onOutputLine("  streams-app    exited   with exit code 1");

    assertThat(unexpectedExits.drain(new FaultPlan(1, Duration.ofMinutes(1), List.of(full))))
        .isEmpty();
  }
}
