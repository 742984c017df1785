package io.evilnet.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.simulator.RuleBook.Rule;
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

  private static final ObjectMapper JSON = new ObjectMapper();

  RuleRequest {
    add = List.copyOf(add);
    deleteIds = List.copyOf(deleteIds);
  }

  /**
   * Parses a body.
   *
   * @throws IOException if it is not JSON
   */
  static RuleRequest parse(byte[] body) throws IOException {
    JsonNode request = JSON.readTree(body);
    List<Rule> add = new ArrayList<>();
    for (JsonNode rule : request.path("add")) {
      add.add(new Rule("", rule.path("value").asText(""), rule.path("tag").asText("")));
    }
    List<String> deleteIds = new ArrayList<>();
    request.path("delete").path("ids").forEach(id -> deleteIds.add(id.asText()));
    return new RuleRequest(add, deleteIds);
  }
}
