package io.evilnet.ingest.x;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules that an account has, and how they are made what is wanted. */
public final class AccountRules implements AutoCloseable {

  private final XApi api;

  public AccountRules(XSettings settings) {
    this(new XApi(settings));
  }

  AccountRules(XApi api) {
    this.api = requireNonNull(api, "api");
  }

  /**
   * All rules of the account, those of others too.
   *
   * @throws XFailure if X does not let us see them
   */
  public List<AccountRule> all() throws IOException {
    return api.rules();
  }

  /**
   * Asks X whether it would take what a plan adds; changes nothing.
   *
   * @throws XFailure if it would not
   */
  public void check(RulePlan plan) throws IOException {
    Set<String> leaving =
        plan.delete().stream().map(AccountRule::value).collect(Collectors.toSet());
    // A rule that gets a new tag is still there under its old one: X would call it a duplicate.
    List<StreamRule> added =
        plan.add().stream().filter(rule -> !leaving.contains(rule.value())).toList();
    if (!added.isEmpty()) {
      api.add(added, true);
    }
  }

  /**
   * Carries a plan out: deletes first, as the account may be full.
   *
   * @throws XFailure if X refuses; what was deleted by then stays deleted, and the next plan adds
   *     what is missing
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
