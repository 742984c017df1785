package io.evilnet.ingest.x;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and changes the rules of an account. */
public final class AccountRules implements AutoCloseable {

  private final XApi api;

  public AccountRules(XSettings settings) {
    this(new XApi(settings));
  }

  AccountRules(XApi api) {
    this.api = api;
  }

  /**
   * Returns all rules of the account, including those of other applications.
   *
   * @throws XFailure if the request fails
   */
  public List<AccountRule> all() throws IOException {
    return api.rules();
  }

  /**
   * Validates the additions of a plan with a dry run.
   *
   * @throws XFailure if X rejects one
   */
  public void check(RulePlan plan) throws IOException {
    Set<String> deletedValues =
        plan.delete().stream().map(AccountRule::value).collect(Collectors.toSet());
    // A rule of which only the tag changes still exists with the old tag: X would report a
    // duplicate.
    List<StreamRule> added =
        plan.add().stream().filter(rule -> !deletedValues.contains(rule.value())).toList();
    if (!added.isEmpty()) {
      api.add(added, true);
    }
  }

  /**
   * Applies a plan: deletions first, as the account may have reached its limit.
   *
   * @throws XFailure if X rejects a change; deletions are not rolled back, and the next plan adds
   *     the missing rules
   */
  public void apply(RulePlan plan) throws IOException {
    if (!plan.delete().isEmpty()) {
      api.delete(plan.delete());
    }
    if (!plan.add().isEmpty()) {
      api.add(plan.add(), false);
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
