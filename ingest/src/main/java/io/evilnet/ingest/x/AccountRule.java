package io.evilnet.ingest.x;

import static java.util.Objects.requireNonNull;

/**
 * A rule that the account has.
 *
 * @param id given by X
 * @param value what posts it matches
 * @param tag its label; empty without one
 */
record AccountRule(String id, String value, String tag) {

  AccountRule {
    requireNonNull(id, "id");
    requireNonNull(value, "value");
    requireNonNull(tag, "tag");
  }

  boolean isOurs() {
    return tag.startsWith(StreamRule.OWN_TAG_PREFIX);
  }
}
