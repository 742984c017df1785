package io.evilnet.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.simulator.Fault.Kind;
import io.evilnet.simulator.FaultScript.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScriptTest {

  @Test
  void shouldParseStepsInOrder() {
    assertThat(steps("reset@200, unavailable,invalid-utf8@3", 1, 10))
        .containsExactly(
            new Step(Fault.RESET, 200),
            new Step(Fault.UNAVAILABLE, 0),
            new Step(Fault.INVALID_UTF8, 3));
    assertThat(steps(" ", 1, 10)).isEmpty();
  }

  /** Faults that persist until a payment or the next month. */
  private static final EnumSet<Fault> LASTING =
      EnumSet.of(Fault.CREDITS_DEPLETED, Fault.USAGE_CAPPED);

  @Test
  void shouldGenerateEndlessFaultsDeterministically() {
    List<Step> steps = steps("end@1,random@100", 7, 1_000);
    assertThat(steps).hasSize(1_000).isEqualTo(steps("end@1,random@100", 7, 1_000));
    assertThat(steps).isNotEqualTo(steps("end@1,random@100", 8, 1_000));
    assertThat(steps.get(0)).isEqualTo(new Step(Fault.END, 1));
    assertThat(steps)
        .extracting(Step::fault)
        .containsAll(EnumSet.complementOf(LASTING))
        .doesNotContainAnyElementsOf(LASTING);
    assertThat(steps.stream().mapToLong(Step::lines).average().orElseThrow()).isBetween(80., 120.);
  }

  @Test
  void shouldEndConnectionBeforeRequestFault() {
    List<Step> steps = steps("random@10", 3, 1_000);
    assertThat(steps.get(0).fault().kind()).isNotEqualTo(Kind.REQUEST);
    for (int i = 1; i < steps.size(); i++) {
      if (steps.get(i).fault().kind() == Kind.REQUEST) {
        assertThat(steps.get(i - 1).fault().kind()).isNotEqualTo(Kind.LINE);
      }
    }
  }

  @Test
  void shouldRejectInvalidScript() {
    assertThatThrownBy(() -> FaultScript.parse("explode@3", 1))
        .hasMessageContaining("faults contains 'explode'")
        .hasMessageContaining("stuck-connection");
    assertThatThrownBy(() -> FaultScript.parse("reset@soon", 1)).hasMessageContaining("reset@soon");
    assertThatThrownBy(() -> FaultScript.parse("reset,,end", 1)).hasMessageContaining("''");
  }

  @Test
  void shouldCountLinesOnlyForFaultsOfConnectionsAndLines() {
    FaultPlan plan = new FaultPlan(FaultScript.parse("end@5,unavailable,drip@2", 1));
    assertThat(plan.linesLeft()).isEqualTo(5);
    plan.sent(3);
    assertThat(plan.takeDue()).isEmpty();
    assertThat(plan.takeRequestFault()).isEmpty();
    plan.sent(2);
    assertThat(plan.takeDue()).contains(Fault.END);
    assertThat(plan.linesLeft()).isEqualTo(Long.MAX_VALUE);
    assertThat(plan.takeDue()).isEmpty();
    assertThat(plan.takeRequestFault()).contains(Fault.UNAVAILABLE);
    plan.sent(2);
    assertThat(plan.takeDue()).contains(Fault.DRIP);
    assertThat(plan.linesLeft()).isEqualTo(Long.MAX_VALUE);
    assertThat(plan.happened()).isEqualTo(3);
  }

  private static List<Step> steps(String text, long seed, int count) {
    Iterator<Step> iterator = FaultScript.parse(text, seed).steps();
    List<Step> steps = new ArrayList<>();
    while (iterator.hasNext() && steps.size() < count) {
      steps.add(iterator.next());
    }
    return steps;
  }
}
