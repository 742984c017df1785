package io.evilnet.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.chaos.fault.Fault;
import io.evilnet.chaos.fault.Fault.Kind;
import io.evilnet.chaos.fault.InjectedFault;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.Accepted;
import io.evilnet.chaos.oracle.Accepted.Stall;
import io.evilnet.chaos.oracle.CountableOffsets;
import io.evilnet.chaos.oracle.Curve;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.Outcomes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ten posts per second for a minute. */
class RecoveriesTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final int RATE = 10;
  private static final ExpectedCounts EXPECTED =
      new ExpectedCounts(Map.of(), Map.of(), new Outcomes(Map.of()));

  @Test
  void shouldMeasureLongestStallOfPartition() {
    List<Stall> stalls =
        List.of(
            new Stall(0, second(5), second(9)),
            new Stall(1, second(20), second(23)),
            new Stall(2, second(21), second(22)));

    assertThat(after(accepted(stalls), fault("kafka-1", 20, 20)))
        .extracting(recovery -> recovery.produceStall().orElseThrow())
        .containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void shouldMeasureOutputDeficitInSecondsOfTraffic() {
    Curve output = steady(0, 20);
    output.add(second(27), 7 * RATE);

    assertThat(
            recoveries(accepted(List.of()), output, List.of())
                .after(List.of(fault("streams-app", 20, 20), fault("ingest", 27, 27)))
                .get(0)
                .deficitSeconds()
                .orElseThrow())
        .isBetween(6.5, 7.0);
  }

  @Test
  void shouldMeasureOutputDeficitBeforeFault() {
    Recovery recovery =
        recoveries(accepted(List.of()), steady(2, 20), List.of())
            .after(List.of(fault("streams-app", 20, 20), fault("ingest", 27, 27)))
            .get(0);

    assertThat(recovery.deficitBefore().orElseThrow()).isBetween(1.8, 2.2);
    assertThat(recovery.deficitSeconds().orElseThrow()).isBetween(8.5, 9.2);
  }

  @Test
  void shouldMeasureFromCassandraRestartToCompleteRows() {
    List<Sample> samples = new ArrayList<>();
    for (int second = 0; second < 40; second++) {
      boolean up = second < 20 || second >= 30;
      long visible = second < 20 ? second * RATE : second < 33 ? 20 * RATE : second * RATE;
      samples.add(
          new Sample(
              Duration.ofSeconds(second), Map.of(0, 0L), 0, 0, up ? visible : -1, up, Map.of(), 0));
    }

    assertThat(
            recoveries(accepted(List.of()), steady(0, 60), samples)
                .after(List.of(fault("cassandra", 20, 20))))
        .extracting(recovery -> recovery.rowsBehind().orElseThrow())
        .containsExactly(Duration.ofSeconds(4));
  }

  private static Accepted accepted(List<Stall> stalls) {
    return new Accepted(EXPECTED, 0, steady(0, 60), new CountableOffsets(), stalls);
  }

  private static List<Recovery> after(Accepted accepted, InjectedFault fault) {
    return recoveries(accepted, steady(0, 60), List.of()).after(List.of(fault));
  }

  private static Recoveries recoveries(Accepted accepted, Curve output, List<Sample> samples) {
    return new Recoveries(accepted, output, START, samples, RATE);
  }

  private static InjectedFault fault(String target, int from, int to) {
    Fault fault = new Fault(Duration.ofSeconds(from), Kind.KILL, List.of(target), Duration.ZERO);
    return new InjectedFault(fault, second(from), second(to));
  }

  private static Curve steady(int from, int to) {
    Curve curve = new Curve();
    for (int tenth = from * 10; tenth < to * 10; tenth++) {
      curve.add(START.plusMillis(tenth * 100L), RATE / 10);
    }
    return curve;
  }

  private static Instant second(int second) {
    return START.plusSeconds(second);
  }
}
