package io.evilnet.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads the value of {@code errors}: the first error is the message. */
final class StreamMessageReader {

  private StreamMessageReader() {}

  /** The message; null when the value holds no error. Ends on the last token of the value. */
  static StreamMessage read(JsonParser json) throws IOException {
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
    String title = null;
    String type = null;
    String detail = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "title" -> title = JsonText.scalar(json);
        case "type" -> type = JsonText.scalar(json);
        case "detail" -> detail = JsonText.scalar(json);
        default -> {}
      }
      json.skipChildren();
    }
    return new StreamMessage(JsonText.name(title), JsonText.name(type), JsonText.name(detail));
  }
}
