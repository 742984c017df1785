package io.evilnet.simulator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rules of one account, with X's limits. Thread-safe. */
final class RuleBook {

  private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

  static final int MAX_RULES = 1_000;
  static final int MAX_RULE_LENGTH = 1_024;

  private static final long FIRST_ID = 1_500_000_000_000_000_000L;

  /**
   * A rule of the account.
   *
   * @param id id assigned by the account
   * @param value rule expression
   * @param tag the owner's label; empty without one
   */
  record Rule(String id, String value, String tag) {}

  /** Result of adding a rule. */
  enum Verdict {
    CREATED,
    DUPLICATE,
    TOO_LONG,
    TOO_MANY
  }

  /**
   * Result for a rule.
   *
   * @param verdict the result
   * @param rule the rule; the existing one for a duplicate
   */
  record Added(Verdict verdict, Rule rule) {}

  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private long lastId = FIRST_ID;
  private volatile RuleMatcher matcher = RuleMatcher.of(List.of());

  synchronized List<Rule> all() {
    return List.copyOf(rules.values());
  }

  /** Returns the matcher of the current rules. */
  RuleMatcher matcher() {
    return matcher;
  }

  synchronized List<Added> add(List<Rule> requested, boolean dryRun) {
    Map<String, Rule> before = new LinkedHashMap<>(rules);
    List<Added> added = new ArrayList<>();
    for (Rule rule : requested) {
      added.add(add(rule));
    }
    if (dryRun) {
      rules.clear();
      rules.putAll(before);
    }
    changed();
    return added;
  }

  /** Deletes rules by id; returns the number of existing ones. */
  synchronized int delete(List<String> ids, boolean dryRun) {
    int deleted = 0;
    for (String id : ids) {
      boolean exists = dryRun ? rules.containsKey(id) : rules.remove(id) != null;
      deleted += exists ? 1 : 0;
    }
    changed();
    return deleted;
  }

  private void changed() {
    matcher = RuleMatcher.of(rules.values());
  }

  private Added add(Rule requested) {
    Optional<Rule> same =
        rules.values().stream().filter(rule -> rule.value().equals(requested.value())).findFirst();
    if (same.isPresent()) {
      return new Added(Verdict.DUPLICATE, same.get());
    }
    if (requested.value().length() > MAX_RULE_LENGTH) {
      return new Added(Verdict.TOO_LONG, requested);
    }
    if (rules.size() >= MAX_RULES) {
      return new Added(Verdict.TOO_MANY, requested);
    }
    Rule rule = new Rule(Long.toString(++lastId), requested.value(), requested.tag());
    rules.put(rule.id(), rule);
    if (!RuleMatcher.isSupported(rule.value())) {
      LOG.warn("Unsupported rule {}: every post matches it", rule.value());
    }
    return new Added(Verdict.CREATED, rule);
  }
}
