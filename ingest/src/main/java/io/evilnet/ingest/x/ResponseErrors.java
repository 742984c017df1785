package io.evilnet.ingest.x;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Entries of {@code errors} in X's responses.
 *
 * @see <a href="https://docs.x.com/x-api/fundamentals/response-codes-and-errors">X: errors</a>
 */
final class ResponseErrors {

  private ResponseErrors() {}

  /** Returns the text of an entry: its title, the rejected value, and the reason. */
  static String text(JsonNode error) {
    String value = field(error, "value");
    String reason = error.path("details").path(0).asText("");
    if (reason.isEmpty()) {
      reason = field(error, "message");
    }
    if (reason.isEmpty()) {
      reason = field(error, "detail");
    }
    String title = (field(error, "title") + (value.isEmpty() ? "" : " (" + value + ")")).strip();
    return title.isEmpty() || reason.isEmpty() ? title + reason : title + ": " + reason;
  }

  private static String field(JsonNode error, String name) {
    return error.path(name).asText("");
  }
}
