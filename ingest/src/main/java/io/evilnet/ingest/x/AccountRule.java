package io.evilnet.ingest.x;

/**
 * A rule of the account at X.
 *
 * @param id id assigned by X
 * @param value rule expression
 * @param tag its label; empty without one
 */
public record AccountRule(String id, String value, String tag) {

  boolean is(StreamRule rule) {
    return value.equals(rule.value()) && tag.equals(rule.tag());
  }

  /** Returns whether the rule is managed by EvilNet, by the prefix of its tag. */
  public boolean isManaged() {
    return tag.startsWith(StreamRule.OWN_TAG_PREFIX);
  }
}
