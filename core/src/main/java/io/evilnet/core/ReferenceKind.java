package io.evilnet.core;

import java.util.Optional;

/**
 * The kind of reference from a post to another one, {@code referenced_tweets[].type}.
 *
 * @see <a href="https://docs.x.com/x-api/fundamentals/data-dictionary">X API data dictionary</a>
 */
public enum ReferenceKind {
  RETWEETED("retweeted"),
  QUOTED("quoted"),
  REPLIED_TO("replied_to");

  private final String wireName;

  ReferenceKind(String wireName) {
    this.wireName = wireName;
  }

  /** Returns the kind with a name in the X API; empty if it is unknown. */
  public static Optional<ReferenceKind> ofWireName(String wireName) {
    for (ReferenceKind kind : values()) {
      if (kind.wireName.equals(wireName)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** Returns the name in the X API. */
  @Override
  public String toString() {
    return wireName;
  }
}
