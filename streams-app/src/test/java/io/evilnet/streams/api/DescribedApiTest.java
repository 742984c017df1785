package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;

/** Base class of tests of the API with its OpenAPI description. */
abstract class DescribedApiTest extends ApiTest {

  private static final SchemaValidatorsConfig FORMATS =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  JsonNode description;

  @BeforeEach
  void readDescription() throws Exception {
    description = get("openapi.json");
  }

  Set<String> parameters(String path, String in) {
    Set<String> names = new TreeSet<>();
    for (JsonNode node : description.at("/paths/~1" + path + "/get/parameters")) {
      JsonNode parameter = resolved(node);
      if (parameter.get("in").asText().equals(in)) {
        names.add(parameter.get("name").asText());
      }
    }
    return names;
  }

  Set<String> headers(String path) {
    return names(
        resolved(description.at("/paths/~1" + path + "/get/responses/200")).path("headers"));
  }

  JsonNode content(String path) {
    return resolved(description.at("/paths/~1" + path + "/get/responses/200"))
        .at("/content/application~1json");
  }

  Set<ValidationMessage> errorViolations(HttpResponse<String> response, String status)
      throws IOException {
    JsonNode content =
        resolved(description.at("/paths/~1top/get/responses/" + status))
            .at("/content/application~1problem+json");
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    return violations(content.get("schema"), json.readTree(response.body()));
  }

  /** Validates with all schemas closed, which finds members that are not described. */
  Set<ValidationMessage> violations(JsonNode reference, JsonNode value) {
    ObjectNode schema = reference.deepCopy();
    ObjectNode schemas = description.at("/components/schemas").deepCopy();
    schemas.forEach(
        one -> {
          if (one.has("properties")) {
            ((ObjectNode) one).put("additionalProperties", false);
          }
        });
    schema.putObject("components").set("schemas", schemas);
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(schema, FORMATS)
        .validate(value);
  }

  JsonNode resolved(JsonNode node) {
    String reference = node.path("$ref").asText();
    return reference.isEmpty() ? node : description.at(reference.substring(1));
  }

  JsonNode event(BufferedReader lines) throws IOException {
    List<String> fields = new ArrayList<>();
    for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
      fields.add(line);
    }
    ObjectNode event = json.createObjectNode();
    event.put("event", fields.get(0).replace("event: ", ""));
    event.set("data", json.readTree(fields.get(1).replaceFirst("data: ", "")));
    return event;
  }

  static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
