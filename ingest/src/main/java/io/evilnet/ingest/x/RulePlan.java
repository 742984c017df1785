package io.evilnet.ingest.x;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Changes to the rules of an account. Rules of other applications are not changed.
 *
 * @param delete managed rules that are not desired any more; deleted first
 * @param add missing rules
 */
public record RulePlan(List<AccountRule> delete, List<StreamRule> add) {

  public RulePlan {
    delete = List.copyOf(delete);
    add = List.copyOf(add);
  }

  /** Returns the difference between existing and desired rules. */
  public static RulePlan between(List<AccountRule> account, List<StreamRule> desired) {
    List<AccountRule> delete = new ArrayList<>();
    Set<String> kept = account.stream().map(AccountRule::value).collect(Collectors.toSet());
    for (AccountRule rule : account) {
      if (rule.isManaged() && desired.stream().noneMatch(rule::is)) {
        delete.add(rule);
        kept.remove(rule.value());
      }
    }
    // X rejects a duplicate value, even if the existing rule belongs to another application.
    List<StreamRule> add = desired.stream().filter(rule -> !kept.contains(rule.value())).toList();
    return new RulePlan(delete, add);
  }

  /** Returns whether there is nothing to change. */
  public boolean isEmpty() {
    return delete.isEmpty() && add.isEmpty();
  }
}
