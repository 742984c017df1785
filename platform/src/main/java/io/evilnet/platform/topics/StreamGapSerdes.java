package io.evilnet.platform.topics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.platform.format.Json;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Serdes of {@link StreamGap} and its key as one flat JSON object; {@code to} is omitted while the
 * gap is open, {@code made} if it is unknown.
 */
public final class StreamGapSerdes {

  private static final JsonFactory JSON = new JsonFactory();

  /** Compaction compares the bytes, so the order of the fields is fixed. */
  public static final Serde<StreamGap.Key> KEY =
      serde(StreamGapSerdes::fields, StreamGapSerdes::key);

  public static final Serde<StreamGap> VALUE = serde(StreamGapSerdes::fields, StreamGapSerdes::gap);

  private StreamGapSerdes() {}

  /** Returns the fields of the object, which are texts and numbers. */
  public static Map<String, Object> fields(StreamGap gap) {
    Map<String, Object> fields = fields(gap.key());
    gap.to().ifPresent(to -> fields.put("to", to.toString()));
    fields.put("cause", gap.cause());
    fields.put("recovered", gap.recovered());
    gap.made().ifPresent(made -> fields.put("made", made));
    return fields;
  }

  /**
   * Returns the gap with the fields.
   *
   * @param fields texts, or values whose text is that of the field
   * @throws RuntimeException if they are not those of a gap
   */
  public static StreamGap gap(Map<?, ?> fields) {
    StreamGap.Key key = key(fields);
    String made = text(fields, "made");
    return new StreamGap(
        key.site(),
        key.connection(),
        key.from(),
        Optional.ofNullable(text(fields, "to")).map(Instant::parse),
        text(fields, "cause"),
        Long.parseLong(text(fields, "recovered")),
        made == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(made)));
  }

  private static Map<String, Object> fields(StreamGap.Key key) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("site", key.site());
    fields.put("connection", key.connection());
    fields.put("from", key.from().toString());
    return fields;
  }

  private static StreamGap.Key key(Map<?, ?> fields) {
    return new StreamGap.Key(
        text(fields, "site"), text(fields, "connection"), Instant.parse(text(fields, "from")));
  }

  private static String text(Map<?, ?> fields, String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  private static <T> Serde<T> serde(
      Function<T, Map<String, Object>> toFields, Function<Map<?, ?>, T> ofFields) {
    return Serdes.serdeFrom(
        (topic, value) -> value == null ? null : Json.text(toFields.apply(value)).getBytes(UTF_8),
        (topic, bytes) -> bytes == null ? null : read(bytes, ofFields));
  }

  private static <T> T read(byte[] bytes, Function<Map<?, ?>, T> ofFields) {
    Map<String, String> fields = new HashMap<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        fields.put(field, json.getText());
        json.skipChildren();
      }
      return ofFields.apply(fields);
    } catch (IOException | DateTimeException | NullPointerException | IllegalArgumentException e) {
      throw new SerializationException("malformed gap", e);
    }
  }
}
