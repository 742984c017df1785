package io.evilnet.core;

/**
 * Signals that {@link JsonCursor} has met what it does not vouch for. Says nothing of the
 * document's validity, which is Jackson's to judge, and carries no stack trace, so that it is
 * cheap.
 */
final class UnusualJson extends Exception {

  private static final long serialVersionUID = 1;

  UnusualJson() {
    super("left to Jackson", null, false, false);
  }
}
