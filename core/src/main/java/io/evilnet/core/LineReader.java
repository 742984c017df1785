package io.evilnet.core;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;

/** Parses any line of X's stream with Jackson's streaming parser. */
final class LineReader {

  // Names are not interned, since an unbounded number of names would fill the JVM's string table.
  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  private static final KeepAlive KEEP_ALIVE = new KeepAlive();

  private LineReader() {}

  /** Returns the content of a line; never throws. */
  static StreamLine read(byte[] line) {
    if (isBlank(line)) {
      return KEEP_ALIVE;
    }
    try (JsonParser json = JSON.createParser(line)) {
      return read(json);
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      return notJson(
          location == null
              ? "exceeds the limits of the parser"
              : "at byte " + location.getByteOffset());
    } catch (IOException e) {
      return notJson(e.getClass().getSimpleName());
    }
  }

  /** Parses a place from an object in a line; returns null if it has no usable id. */
  static Place readPlace(byte[] line, int from, int to) throws IOException {
    try (JsonParser json = JSON.createParser(line, from, to - from)) {
      json.nextToken();
      return PlaceReader.readPlace(json);
    }
  }

  private static StreamLine read(JsonParser json) throws IOException {
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
      // Not a message, even if it has errors, since it may contain posts.
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
