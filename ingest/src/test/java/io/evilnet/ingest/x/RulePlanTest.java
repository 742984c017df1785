package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RulePlanTest {

  private static final StreamRule CANADA = StreamRule.ofCountry("CA");
  private static final StreamRule FRANCE = StreamRule.ofCountry("FR");

  @Test
  void shouldAddMissingRules() {
    RulePlan plan = RulePlan.between(List.of(), List.of(CANADA, FRANCE));
    assertThat(plan.add()).containsExactly(CANADA, FRANCE);
    assertThat(plan.delete()).isEmpty();
  }

  @Test
  void shouldBeEmptyWhenAllRulesExist() {
    List<AccountRule> account = List.of(accountRule("1", CANADA), accountRule("2", FRANCE));
    assertThat(RulePlan.between(account, List.of(FRANCE, CANADA)).isEmpty()).isTrue();
  }

  @Test
  void shouldDeleteOnlyObsoleteManagedRules() {
    AccountRule old = accountRule("1", FRANCE);
    AccountRule foreign = new AccountRule("2", "cats has:images", "somebody");
    AccountRule untagged = new AccountRule("3", "dogs", "");
    RulePlan plan = RulePlan.between(List.of(old, foreign, untagged), List.of(CANADA));
    assertThat(plan.delete()).containsExactly(old);
    assertThat(plan.add()).containsExactly(CANADA);
  }

  @Test
  void shouldReplaceRuleWithChangedTag() {
    AccountRule old = new AccountRule("1", CANADA.value(), StreamRule.OWN_TAG_PREFIX + "old");
    RulePlan plan = RulePlan.between(List.of(old), List.of(CANADA));
    assertThat(plan.delete()).containsExactly(old);
    assertThat(plan.add()).containsExactly(CANADA);
  }

  @Test
  void shouldNotAddValueOfForeignRule() {
    AccountRule foreign = new AccountRule("1", CANADA.value(), "somebody");
    assertThat(RulePlan.between(List.of(foreign), List.of(CANADA)).isEmpty()).isTrue();
  }

  private static AccountRule accountRule(String id, StreamRule rule) {
    return new AccountRule(id, rule.value(), rule.tag());
  }
}
