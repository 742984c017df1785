package io.evilnet.core;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code matching_rules}: the tags of the rules that a post has matched. */
final class MatchingRulesReader {

  private MatchingRulesReader() {}

  /** Returns the tags; empty if the value is not an array. Stops at the last token of the value. */
  static List<String> readTags(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return List.of();
    }
    List<String> tags = new ArrayList<>(1);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      String tag = json.currentToken() == JsonToken.START_OBJECT ? readTag(json) : null;
      if (tag != null) {
        tags.add(tag);
      }
      json.skipChildren();
    }
    return tags;
  }

  /** Returns the country in the tags; empty if there is none, or more than one. */
  static String country(List<String> tags) {
    List<String> countries =
        tags.stream().flatMap(tag -> RuleCountry.of(tag).stream()).distinct().toList();
    return countries.size() == 1 ? countries.get(0) : "";
  }

  private static String readTag(JsonParser json) throws IOException {
    String tag = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isTag = json.currentName().equals("tag");
      json.nextToken();
      if (isTag) {
        tag = JsonText.scalar(json);
      }
      json.skipChildren();
    }
    return tag;
  }
}
