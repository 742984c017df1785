package io.evilnet.core;

/**
 * Thrown by {@link JsonCursor} on JSON that it does not support, which may be valid. Without a
 * stack trace, for performance.
 */
final class UnusualJson extends Exception {

  private static final long serialVersionUID = 1;

  UnusualJson() {
    super("left to Jackson", null, false, false);
  }
}
