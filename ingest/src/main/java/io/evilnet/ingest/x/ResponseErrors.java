package io.evilnet.ingest.x;

import static io.evilnet.ingest.x.RulesResponse.text;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Entries of {@code errors} in X's responses.
 *
 * @see <a href="https://docs.x.com/x-api/fundamentals/response-codes-and-errors">X: errors</a>
 */
final class ResponseErrors {

  private ResponseErrors() {}

  /** Returns the text of an entry: its title, the rejected value, and the reason. */
  static String describe(JsonNode error) {
    String value = text(error, "value");
    String reason = error.path("details").path(0).asText("");
    if (reason.isEmpty()) {
      reason = text(error, "message");
    }
    if (reason.isEmpty()) {
      reason = text(error, "detail");
    }
    String title = (text(error, "title") + (value.isEmpty() ? "" : " (" + value + ")")).strip();
    return title.isEmpty() || reason.isEmpty() ? title + reason : title + ": " + reason;
  }
}
