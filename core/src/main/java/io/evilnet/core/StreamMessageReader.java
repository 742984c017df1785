package io.evilnet.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads X's problem objects: the first one of {@code errors}, or the line itself. */
final class StreamMessageReader {

  private String title;
  private String type;
  private String detail;

  /** Returns the message; null if the value has no error. Stops at the last token of the value. */
  static StreamMessage readErrors(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return null;
    }
    StreamMessage first = null;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (first == null && json.currentToken() == JsonToken.START_OBJECT) {
        first = readError(json);
      } else {
        json.skipChildren();
      }
    }
    return first;
  }

  private static StreamMessage readError(JsonParser json) throws IOException {
    StreamMessageReader error = new StreamMessageReader();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      error.read(field, json);
      json.skipChildren();
    }
    return error.message();
  }

  /** Reads a member of a problem object; the parser is positioned at its value. */
  void read(String field, JsonParser json) throws IOException {
    switch (field) {
      case "title" -> title = JsonText.scalar(json);
      case "type" -> type = JsonText.scalar(json);
      case "detail" -> detail = JsonText.scalar(json);
      default -> {}
    }
  }

  /** Returns true if a line with the members read so far is a problem object (RFC 9457). */
  boolean isProblem() {
    return title != null && (type != null || detail != null);
  }

  StreamMessage message() {
    return new StreamMessage(JsonText.name(title), JsonText.name(type), JsonText.name(detail));
  }
}
