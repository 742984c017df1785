package io.evilnet.ingest.x;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * X's response to a request for rules, parsed leniently.
 *
 * @param rules rules in {@code data}
 * @param errors texts of {@code errors}
 */
record RulesResponse(List<AccountRule> rules, List<String> errors) {

  private static final ObjectMapper JSON = new ObjectMapper();

  RulesResponse {
    rules = List.copyOf(rules);
    errors = List.copyOf(errors);
  }

  /**
   * Parses a body.
   *
   * @throws IOException if it is not JSON
   */
  static RulesResponse parse(byte[] body) throws IOException {
    JsonNode response = JSON.readTree(body);
    List<AccountRule> rules = new ArrayList<>();
    for (JsonNode rule : list(response, "data")) {
      rules.add(new AccountRule(text(rule, "id"), text(rule, "value"), text(rule, "tag")));
    }
    List<String> errors = new ArrayList<>();
    for (JsonNode error : list(response, "errors")) {
      errors.add(ResponseErrors.describe(error));
    }
    return new RulesResponse(rules, errors);
  }

  private static Iterable<JsonNode> list(JsonNode node, String field) {
    JsonNode list = node.path(field);
    return list.isArray() ? list : List.of();
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asText("");
  }
}
