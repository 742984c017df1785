package io.evilnet.ingest.x;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What has to change in an account for it to have the wanted rules. Rules of others stay as they
 * are.
 *
 * @param delete rules of ours that are not wanted any more; deleted first
 * @param add rules that are missing
 */
public record RulePlan(List<AccountRule> delete, List<StreamRule> add) {

  public RulePlan {
    delete = List.copyOf(delete);
    add = List.copyOf(add);
  }

  /** The difference between what an account has and what is wanted. */
  public static RulePlan between(List<AccountRule> account, List<StreamRule> wanted) {
    List<AccountRule> delete = new ArrayList<>();
    Set<String> kept = account.stream().map(AccountRule::value).collect(Collectors.toSet());
    for (AccountRule rule : account) {
      if (rule.isOurs() && wanted.stream().noneMatch(rule::is)) {
        delete.add(rule);
        kept.remove(rule.value());
      }
    }
    // X refuses the same value twice, even when the other one belongs to somebody else.
    List<StreamRule> add = wanted.stream().filter(rule -> !kept.contains(rule.value())).toList();
    return new RulePlan(delete, add);
  }

  /** Whether the account has them already. */
  public boolean isEmpty() {
    return delete.isEmpty() && add.isEmpty();
  }
}
