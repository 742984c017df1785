package io.evilnet.ingest.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.evilnet.ingest.simulator.RuleBook.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of {@code POST /2/tweets/search/stream/rules}.
 *
 * @param add rules to add; empty for a deletion
 * @param deleteIds ids of rules to delete; empty for an addition
 */
record RuleRequest(List<Rule> add, List<String> deleteIds) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Parses a body.
   *
   * @throws IOException if it is not JSON
   */
  static RuleRequest parse(byte[] body) throws IOException {
    List<Rule> add = new ArrayList<>();
    List<String> deleteIds = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        if (field.equals("add")) {
          readRules(json, add);
        } else if (field.equals("delete")) {
          readIds(json, deleteIds);
        }
        json.skipChildren();
      }
    }
    return new RuleRequest(List.copyOf(add), List.copyOf(deleteIds));
  }

  private static void readRules(JsonParser json, List<Rule> rules) throws IOException {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      String value = "";
      String tag = "";
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        switch (field) {
          case "value" -> value = json.getText();
          case "tag" -> tag = json.getText();
          default -> json.skipChildren();
        }
      }
      rules.add(new Rule("", value, tag));
    }
  }

  private static void readIds(JsonParser json, List<String> ids) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean isIds = json.currentName().equals("ids");
      json.nextToken();
      if (isIds) {
        while (json.nextToken() == JsonToken.VALUE_STRING) {
          ids.add(json.getText());
        }
      }
      json.skipChildren();
    }
  }
}
