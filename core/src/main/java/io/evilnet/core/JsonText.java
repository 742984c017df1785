package io.evilnet.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Conversion of JSON values to sanitized text. */
final class JsonText {

  private static final int MAX_NAME_LENGTH = 200;

  private JsonText() {}

  /**
   * Returns the text of a string or an integer; null for other values. Does not advance the parser.
   */
  static String scalar(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case VALUE_STRING, VALUE_NUMBER_INT -> json.getText();
      default -> null;
    };
  }

  /**
   * Returns a name that is safe for encoders and terminals: bounded, printable, without unpaired
   * surrogates; empty for null.
   */
  static String name(String text) {
    if (text == null) {
      return "";
    }
    String bounded = text.length() > MAX_NAME_LENGTH ? text.substring(0, MAX_NAME_LENGTH) : text;
    return new String(PrintableText.of(bounded).getBytes(UTF_8), UTF_8);
  }
}
