package io.evilnet.core;

import java.util.Optional;

/**
 * How a post refers to another one, as X names it in {@code referenced_tweets[].type}.
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

  /** The kind X calls {@code wireName}; empty for one that is not known here. */
  public static Optional<ReferenceKind> ofWireName(String wireName) {
    for (ReferenceKind kind : values()) {
      if (kind.wireName.equals(wireName)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The name X uses. */
  @Override
  public String toString() {
    return wireName;
  }
}
