package io.evilnet.streams.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Answers that something is wrong: {@code {"status":400,"parameter":"n","message":"…"}}. */
final class ErrorJson {

  private static final JsonFactory JSON = new JsonFactory();

  private ErrorJson() {}

  static void write(Context context, HttpStatus status, String parameter, String message) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("status", status.getCode());
      if (parameter != null) {
        json.writeStringField("parameter", parameter);
      }
      json.writeStringField("message", message);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    context
        .status(status)
        .header("Cache-Control", "no-store")
        .contentType("application/json; charset=utf-8")
        .result(text.toString());
  }
}
