package io.evilnet.ingest.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.core.ReferenceKind;
import java.io.IOException;

/**
 * The ids in the line of a post that counting does not need.
 *
 * @param own id of this version; 0 without one
 * @param retweeted id of the retweeted post; 0 without one
 */
record PostIds(long own, long retweeted) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RETWEETED = ReferenceKind.RETWEETED.toString();

  /** Reads the ids of a line; never throws. */
  static PostIds of(byte[] line) {
    try {
      JsonNode post = JSON.readTree(line).path("data");
      long retweeted = 0;
      for (JsonNode reference : post.path("referenced_tweets")) {
        if (reference.path("type").asText().equals(RETWEETED)) {
          retweeted = id(reference);
        }
      }
      return new PostIds(id(post), retweeted);
    } catch (IOException e) {
      return new PostIds(0, 0);
    }
  }

  private static long id(JsonNode post) {
    try {
      return Long.parseUnsignedLong(post.path("id").asText());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
