package io.evilnet.bench.baseline;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads the counted fields of a post with Jackson's streaming parser and skips all others: {@code
 * id}, {@code edit_history_tweet_ids}, {@code author_id}, {@code created_at}, the types of {@code
 * referenced_tweets} and {@code geo.place_id}; of each place id, name, type, country code and
 * bounding box.
 */
public final class FieldReader {

  private final JsonFactory json = new JsonFactory();
  private double checksum;

  /** Reads a post. */
  public void read(byte[] post) throws IOException {
    try (JsonParser parser = json.createParser(post)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        switch (name) {
          case "data" -> data(parser);
          case "includes" -> includes(parser);
          default -> parser.skipChildren();
        }
      }
    }
  }

  /** Returns the sum of the lengths of all texts and of all numbers read so far. */
  public double checksum() {
    return checksum;
  }

  private void data(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "id", "author_id", "created_at" -> text(parser);
        case "edit_history_tweet_ids" -> {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            text(parser);
          }
        }
        case "referenced_tweets" -> {
          while (parser.nextToken() == JsonToken.START_OBJECT) {
            field(parser, "type");
          }
        }
        case "geo" -> field(parser, "place_id");
        default -> skip(parser, value);
      }
    }
  }

  private void includes(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("places")) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          place(parser);
        }
      } else {
        skip(parser, value);
      }
    }
  }

  private void place(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      switch (name) {
        case "id", "full_name", "place_type", "country_code" -> text(parser);
        case "geo" -> box(parser);
        default -> skip(parser, value);
      }
    }
  }

  private void box(JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals("bbox")) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          checksum += parser.getDoubleValue();
        }
      } else {
        skip(parser, value);
      }
    }
  }

  private void field(JsonParser parser, String selected) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken value = parser.nextToken();
      if (name.equals(selected)) {
        text(parser);
      } else {
        skip(parser, value);
      }
    }
  }

  private void text(JsonParser parser) throws IOException {
    checksum += parser.getText().length();
  }

  private static void skip(JsonParser parser, JsonToken value) throws IOException {
    if (value.isStructStart()) {
      parser.skipChildren();
    }
  }
}
