package io.evilnet.ingest.place;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.core.ReferenceKind;
import java.io.IOException;

/**
 * The ids in the line of a post that counting does not need.
 *
 * @param own id of this version; 0 without one
 * @param retweeted id of the retweeted post; 0 without one
 */
record PostIds(long own, long retweeted) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final PostIds NONE = new PostIds(0, 0);
  private static final String RETWEETED = ReferenceKind.RETWEETED.toString();

  /** Reads the ids of a line; never throws. */
  static PostIds of(byte[] line) {
    PostIds ids = NONE;
    try (JsonParser json = JSON.createParser(line)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isPost = json.currentName().equals("data");
        if (json.nextToken() == JsonToken.START_OBJECT && isPost) {
          ids = post(json);
        }
        json.skipChildren();
      }
    } catch (IOException e) {
      return NONE;
    }
    return ids;
  }

  private static PostIds post(JsonParser json) throws IOException {
    long own = 0;
    long retweeted = 0;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "id" -> own = id(json);
        case "referenced_tweets" -> retweeted = retweeted(json);
        default -> {}
      }
      json.skipChildren();
    }
    return new PostIds(own, retweeted);
  }

  private static long retweeted(JsonParser json) throws IOException {
    long retweeted = 0;
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return retweeted;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        long id = 0;
        boolean isRetweeted = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String field = json.currentName();
          json.nextToken();
          switch (field) {
            case "id" -> id = id(json);
            case "type" -> isRetweeted = RETWEETED.equals(json.getValueAsString());
            default -> {}
          }
          json.skipChildren();
        }
        retweeted = isRetweeted ? id : retweeted;
      }
      json.skipChildren();
    }
    return retweeted;
  }

  private static long id(JsonParser json) throws IOException {
    String text = json.getValueAsString();
    try {
      return text == null ? 0 : Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
