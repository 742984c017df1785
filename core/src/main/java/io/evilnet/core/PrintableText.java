package io.evilnet.core;

/**
 * Sanitizes external text for logs and terminals: replaces control characters, which can forge
 * lines and escape sequences, and bidirectional controls.
 */
public final class PrintableText {

  private PrintableText() {}

  /** Returns the text with a space in place of each such character. */
  public static String of(String text) {
    int first = 0;
    while (first < text.length() && isPrintable(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    StringBuilder printable = new StringBuilder(text);
    for (int i = first; i < text.length(); i++) {
      if (!isPrintable(text.charAt(i))) {
        printable.setCharAt(i, ' ');
      }
    }
    return printable.toString();
  }

  private static boolean isPrintable(char c) {
    boolean endsLine = c == '\u2028' || c == '\u2029';
    boolean turnsDirection = (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    return !Character.isISOControl(c) && !endsLine && !turnsDirection;
  }
}
