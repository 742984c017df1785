package io.evilnet.launcher.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A Compose file as YAML, with merge keys resolved. */
public record ComposeFile(JsonNode root) {
  public static final Path PROJECT = Project.find().root();
  public static final Path INFRA = PROJECT.resolve("infra");

  public static ComposeFile read() throws IOException {
    return read("compose.yaml");
  }

  static ComposeFile read(String name) throws IOException {
    String text = Files.readString(PROJECT.resolve(name));
    Object plain = new org.yaml.snakeyaml.Yaml().load(text);
    return new ComposeFile(new YAMLMapper().valueToTree(plain));
  }

  Map<String, JsonNode> services() {
    Map<String, JsonNode> services = new LinkedHashMap<>();
    root.get("services").properties().forEach(e -> services.put(e.getKey(), e.getValue()));
    return services;
  }

  public JsonNode service(String name) {
    return root.get("services").get(name);
  }

  String variable(String service, String name) {
    return service(service).path("environment").path(name).asText();
  }

  List<String> strings(String service, String key) {
    List<String> strings = new ArrayList<>();
    service(service).path(key).forEach(value -> strings.add(value.asText()));
    return strings;
  }

  /** Passes each text value to the consumer. */
  void texts(Consumer<String> each) {
    walk(root, each);
  }

  private static void walk(JsonNode node, Consumer<String> each) {
    if (node.isTextual()) {
      each.accept(node.asText());
    }
    node.forEach(child -> walk(child, each));
  }
}
