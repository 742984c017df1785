package io.evilnet.core;

/**
 * Thrown by {@link JsonCursor} on JSON that it does not support. The document may be valid, which
 * Jackson decides. Has no stack trace, so that it is cheap.
 */
final class UnusualJson extends Exception {

  private static final long serialVersionUID = 1;

  UnusualJson() {
    super("left to Jackson", null, false, false);
  }
}
