package io.evilnet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.simulator.RuleBook.Added;
import io.evilnet.simulator.RuleBook.Rule;
import io.evilnet.simulator.RuleBook.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleBookTest {

  private final RuleBook book = new RuleBook();

  @Test
  void shouldAddAndDeleteRules() {
    String id = book.add(List.of(rule("a")), false).get(0).rule().id();
    assertThat(book.all()).containsExactly(new Rule(id, "a", "tag"));
    assertThat(book.delete(List.of(id, "unknown"), false)).isEqualTo(1);
    assertThat(book.all()).isEmpty();
  }

  @Test
  void shouldNotChangeRulesInDryRun() {
    String id = book.add(List.of(rule("a")), false).get(0).rule().id();
    assertThat(verdicts(book.add(List.of(rule("b"), rule("b")), true)))
        .containsExactly(Verdict.CREATED, Verdict.DUPLICATE);
    assertThat(book.delete(List.of(id), true)).isEqualTo(1);
    assertThat(book.all()).hasSize(1);
  }

  @Test
  void shouldEnforceLimits() {
    assertThat(verdicts(book.add(List.of(rule("x".repeat(1_025))), false)))
        .containsExactly(Verdict.TOO_LONG);
    book.add(IntStream.range(0, 1_000).mapToObj(i -> rule("r" + i)).toList(), false);
    assertThat(verdicts(book.add(List.of(rule("one more"), rule("r7")), false)))
        .containsExactly(Verdict.TOO_MANY, Verdict.DUPLICATE);
    assertThat(book.all()).hasSize(1_000);
  }

  private static Rule rule(String value) {
    return new Rule("", value, "tag");
  }

  private static List<Verdict> verdicts(List<Added> added) {
    return added.stream().map(Added::verdict).toList();
  }
}
