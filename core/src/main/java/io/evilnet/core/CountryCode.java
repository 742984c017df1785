package io.evilnet.core;

import java.util.Locale;

/** ISO 3166-1 alpha-2 country codes, normalized to upper case. */
public final class CountryCode {

  /** The code of an unknown country, user-assigned in ISO 3166. */
  static final String UNKNOWN = "ZZ";

  private static final int LENGTH = 2;

  private CountryCode() {}

  /** Returns the code in upper case; empty for null and for anything but two letters. */
  public static String normalize(String text) {
    return text != null && text.length() == LENGTH && isLetter(text, 0) && isLetter(text, 1)
        ? text.toUpperCase(Locale.ROOT)
        : "";
  }

  /** Returns false for the code of an unknown country. */
  public static boolean isKnown(String code) {
    return !code.equals(UNKNOWN);
  }

  private static boolean isLetter(String text, int at) {
    char letter = text.charAt(at);
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
  }
}
