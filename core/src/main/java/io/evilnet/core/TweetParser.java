package io.evilnet.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/**
 * Reads the lines of X's stream: the few fields that are counted, in any order, past whatever else
 * is there.
 *
 * <p>When a key stands twice in an object the last one holds, as in any tree parser. Safe for use
 * by many threads.
 */
public final class TweetParser {

  // Names are not interned: a hostile stream of ever new names would fill the JVM's table.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private static final KeepAlive KEEP_ALIVE = new KeepAlive();

  /**
   * What a line is; never throws, whatever the bytes are.
   *
   * @param line one line in UTF-8, with or without its line end
   */
  public StreamLine parse(byte[] line) {
    if (isBlank(line)) {
      return KEEP_ALIVE;
    }
    try (JsonParser json = JSON.createParser(line)) {
      return parse(json);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      return notJson(
          location == null ? "beyond the parser's limits" : "at byte " + location.getByteOffset());
    } catch (IOException e) {
      return notJson(e.getClass().getSimpleName());
    }
  }

  private static StreamLine parse(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return notJson("not an object");
    }
    PostReader post = null;
    JsonToken data = null;
    List<Place> places = List.of();
    List<String> tags = List.of();
    StreamMessage message = null;
    StreamMessageReader problem = new StreamMessageReader();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      switch (field) {
        case "data" -> {
          data = value;
          post = value == JsonToken.START_OBJECT ? PostReader.read(json) : null;
        }
        case "includes" -> places = PlaceReader.readIncludes(json);
        case "matching_rules" -> tags = MatchingRulesReader.readTags(json);
        case "errors" -> message = StreamMessageReader.readErrors(json);
        default -> problem.read(field, json);
      }
      json.skipChildren();
    }
    if (json.nextToken() != null) {
      return notJson("more than one object in a line");
    }
    if (post != null) {
      return post.toTweet(places, tags);
    }
    if (data != null) {
      // Never a message, whatever errors stand beside it: there may be posts in it.
      return new Malformed(
          Malformed.Reason.BAD_FIELD,
          data == JsonToken.START_ARRAY
              ? "data is an array: a page of a search, not a line of the stream"
              : "data is not an object");
    }
    if (message == null && problem.isProblem()) {
      message = problem.message();
    }
    return message != null
        ? message
        : new Malformed(Malformed.Reason.NO_DATA, "neither data nor errors");
  }

  private static boolean isBlank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  private static Malformed notJson(String detail) {
    return new Malformed(Malformed.Reason.NOT_JSON, detail);
  }
}
