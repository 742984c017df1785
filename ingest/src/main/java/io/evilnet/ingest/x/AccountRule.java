package io.evilnet.ingest.x;

import static java.util.Objects.requireNonNull;

/**
 * A rule that the account has.
 *
 * @param id given by X
 * @param value what posts it matches
 * @param tag its label; empty without one
 */
public record AccountRule(String id, String value, String tag) {

  public AccountRule {
    requireNonNull(id, "id");
    requireNonNull(value, "value");
    requireNonNull(tag, "tag");
  }

  boolean is(StreamRule rule) {
    return value.equals(rule.value()) && tag.equals(rule.tag());
  }

  /** Whether it was made by us, which its tag says. */
  public boolean isOurs() {
    return tag.startsWith(StreamRule.OWN_TAG_PREFIX);
  }
}
