package io.evilnet.ingest.x;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * X's response to a request for rules, parsed leniently.
 *
 * @param rules rules in {@code data}
 * @param errors titles in {@code errors}, with the affected rule
 */
record RuleAnswer(List<AccountRule> rules, List<String> errors) {

  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Parses a body.
   *
   * @throws IOException if it is not JSON
   */
  static RuleAnswer parse(byte[] body) throws IOException {
    List<AccountRule> rules = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    try (JsonParser json = JSON.createParser(body)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        boolean list = json.nextToken() == JsonToken.START_ARRAY;
        boolean known = field.equals("data") || field.equals("errors");
        if (!list || !known) {
          json.skipChildren();
          continue;
        }
        while (json.nextToken() == JsonToken.START_OBJECT) {
          Fields fields = Fields.read(json);
          if (field.equals("data")) {
            rules.add(new AccountRule(fields.id, fields.value, fields.tag));
          } else {
            errors.add(fields.title + " (" + fields.value + ")");
          }
        }
      }
    }
    return new RuleAnswer(List.copyOf(rules), List.copyOf(errors));
  }

  private static final class Fields {

    private String id = "";
    private String value = "";
    private String tag = "";
    private String title = "";

    private static Fields read(JsonParser json) throws IOException {
      Fields fields = new Fields();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        if (json.nextToken() == JsonToken.VALUE_STRING) {
          switch (field) {
            case "id" -> fields.id = json.getText();
            case "value" -> fields.value = json.getText();
            case "tag" -> fields.tag = json.getText();
            case "title" -> fields.title = json.getText();
            default -> {}
          }
        }
        json.skipChildren();
      }
      return fields;
    }
  }
}
