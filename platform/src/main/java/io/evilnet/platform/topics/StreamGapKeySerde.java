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
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Serde of {@link StreamGap.Key} as one flat JSON object with a fixed order of fields. */
public final class StreamGapKeySerde implements Serde<StreamGap.Key> {

  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public Serializer<StreamGap.Key> serializer() {
    return (topic, key) -> key == null ? null : write(key);
  }

  @Override
  public Deserializer<StreamGap.Key> deserializer() {
    return (topic, bytes) -> bytes == null ? null : read(bytes);
  }

  private static byte[] write(StreamGap.Key key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      StreamGapSerde.writeKey(json, key);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static StreamGap.Key read(byte[] bytes) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        fields.put(field, json.getText());
        json.skipChildren();
      }
      return new StreamGap.Key(
          fields.get("site"), fields.get("connection"), Instant.parse(fields.get("from")));
    } catch (IOException | DateTimeException | NullPointerException e) {
      throw new SerializationException("malformed key of a gap", e);
    }
  }
}
