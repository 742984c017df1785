package io.evilnet.platform.topics;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serde of {@link StreamGap} as one flat JSON object; {@code to} is omitted while the gap is open,
 * {@code made} if it is unknown.
 */
public final class StreamGapSerde implements Serde<StreamGap> {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Serializer<StreamGap> serializer() {
    return (topic, gap) -> gap == null ? null : write(gap);
  }

  @Override
  public Deserializer<StreamGap> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(StreamGap gap) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(json, gap);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes the object. */
  public static void write(JsonGenerator json, StreamGap gap) throws IOException {
    json.writeStartObject();
    writeKey(json, gap.key());
    if (gap.to().isPresent()) {
      json.writeStringField("to", gap.to().get().toString());
    }
    json.writeStringField("cause", gap.cause());
    json.writeNumberField("recovered", gap.recovered());
    if (gap.made().isPresent()) {
      json.writeNumberField("made", gap.made().getAsLong());
    }
    json.writeEndObject();
  }

  static void writeKey(JsonGenerator json, StreamGap.Key key) throws IOException {
    json.writeStringField("site", key.site());
    json.writeStringField("connection", key.connection());
    json.writeStringField("from", key.from().toString());
  }

  private static StreamGap read(byte[] bytes) {
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      return read(json);
    } catch (IOException | DateTimeException | NullPointerException | IllegalArgumentException e) {
      throw new SerializationException("malformed gap", e);
    }
  }

  /**
   * Reads the object at whose first token the parser is positioned.
   *
   * @throws IOException if it is not JSON
   * @throws RuntimeException if it is not a gap
   */
  public static StreamGap read(JsonParser json) throws IOException {
    String site = null;
    String connection = null;
    Instant from = null;
    Instant to = null;
    String cause = null;
    long recovered = 0;
    OptionalLong made = OptionalLong.empty();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "site" -> site = json.getText();
        case "connection" -> connection = json.getText();
        case "from" -> from = Instant.parse(json.getText());
        case "to" -> to = Instant.parse(json.getText());
        case "cause" -> cause = json.getText();
        case "recovered" -> recovered = json.getLongValue();
        case "made" -> made = OptionalLong.of(json.getLongValue());
        default -> json.skipChildren();
      }
    }
    return new StreamGap(site, connection, from, Optional.ofNullable(to), cause, recovered, made);
  }
}
