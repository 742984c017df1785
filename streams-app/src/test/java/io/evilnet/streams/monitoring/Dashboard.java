package io.evilnet.streams.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard of {@code infra/grafana}. */
record Dashboard(Path file, JsonNode json) {

  static final Path GRAFANA = Path.of("..", "infra", "grafana");

  static final String CASSANDRA = "hadesarchitect-cassandra-datasource";
  static final String PROMETHEUS = "prometheus";

  static List<Dashboard> all() {
    try (Stream<Path> files = Files.list(GRAFANA.resolve("dashboards"))) {
      return files.sorted().map(Dashboard::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Dashboard read(Path file) {
    try {
      return new Dashboard(file, JsonMapper.builder().build().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return file.getFileName().toString().replace(".json", "");
  }

  List<JsonNode> panels() {
    return stream(json.get("panels")).toList();
  }

  /** Returns the panels of all dashboards that query a type of data source. */
  static List<JsonNode> panelsOf(String dataSource) {
    return all().stream()
        .flatMap(dashboard -> dashboard.panels().stream())
        .filter(panel -> panel.at("/datasource/type").asText().equals(dataSource))
        .toList();
  }

  static Stream<JsonNode> targets(JsonNode panel) {
    return stream(panel.get("targets"));
  }

  List<JsonNode> variables() {
    return stream(json.at("/templating/list")).toList();
  }

  List<JsonNode> annotations() {
    return stream(json.at("/annotations/list")).toList();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
