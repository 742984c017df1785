package io.evilnet.streams.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/**
 * Health as JSON: {@code {"status":"up","parts":{"streams":{"status":"up","detail":"RUNNING"}}}}.
 */
final class HealthJson {

  private static final JsonFactory JSON = new JsonFactory();

  private HealthJson() {}

  static String of(List<Health.Part> parts) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", name(Health.overall(parts)));
      json.writeObjectFieldStart("parts");
      for (Health.Part part : parts) {
        json.writeObjectFieldStart(part.name());
        json.writeStringField("status", name(part.status()));
        json.writeStringField("detail", part.detail());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static String name(Health.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
