package io.evilnet.ingest.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** The format of a line of the stream, {@code {"data":…,"includes":{"places":[…]}}}. */
final class StreamShape {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fields that twarc2 merges into the post and that are not part of it. */
  private static final List<String> MERGED =
      List.of("author", "in_reply_to_user", "__twarc", "matching_rules");

  private static final List<String> OWN_GEO = List.of("place_id", "coordinates");
  private static final List<String> MARKS =
      List.of("author_id", "created_at", "edit_history_tweet_ids", "geo");

  private StreamShape() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static JsonNode read(TokenBuffer value) throws IOException {
    return JSON.readTree(value.asParser());
  }

  static byte[] write(JsonNode node) throws IOException {
    return JSON.writeValueAsBytes(node);
  }

  /** Returns the place id of a post; empty without one. */
  static String placeId(JsonNode post) {
    return post.path("geo").path("place_id").asText("");
  }

  /** Returns whether an object is a post itself, and not of X's API v1.1. */
  static boolean isFlattened(ObjectNode fields) {
    return fields.path("id").isValueNode()
        && !fields.has("id_str")
        && MARKS.stream().anyMatch(fields::has);
  }

  /** Returns the line of a post of a page, with its own place only. */
  static byte[] ofPage(byte[] post, String placeId, JsonNode places) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(post.length + 512);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeFieldName("data");
      json.writeRawValue(new String(post, java.nio.charset.StandardCharsets.UTF_8));
      for (JsonNode place : places) {
        if (!placeId.isEmpty() && placeId.equals(place.path("id").asText())) {
          json.writeFieldName("includes");
          json.writeTree(includes(place));
          break;
        }
      }
      json.writeEndObject();
    }
    return line.toByteArray();
  }

  /** Returns the line of a flattened post, whose place is merged into its {@code geo}. */
  static ObjectNode ofFlattened(ObjectNode post) {
    ObjectNode data = post.deepCopy();
    data.remove(MERGED);
    data.path("referenced_tweets")
        .forEach(
            reference -> {
              if (reference instanceof ObjectNode fields) {
                fields.retain("type", "id");
              }
            });
    ObjectNode line = object();
    line.set("data", data);
    if (data.path("geo") instanceof ObjectNode geo) {
      ObjectNode place = geo.deepCopy();
      place.remove(OWN_GEO);
      if (!place.isEmpty()) {
        String id = place.path("id").asText(placeId(data));
        geo.retain(OWN_GEO);
        geo.put("place_id", id);
        line.set("includes", includes(place.put("id", id)));
      }
    }
    if (post.has("matching_rules")) {
      line.set("matching_rules", post.get("matching_rules"));
    }
    return line;
  }

  private static ObjectNode includes(JsonNode place) {
    ObjectNode includes = object();
    ArrayNode places = includes.putArray("places");
    places.add(place);
    return includes;
  }
}
