package io.evilnet.streams.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/** The files of {@code infra/prometheus}. */
final class Rules {

  static final Path PROMETHEUS = Path.of("..", "infra", "prometheus");

  private Rules() {}

  static JsonNode yaml(Path file) {
    try {
      return YAMLMapper.builder().build().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the alerts, each with {@code alert} and {@code expr}. */
  static List<JsonNode> alerts() {
    JsonNode rules = yaml(PROMETHEUS.resolve("rules.yml")).at("/groups/0/rules");
    return StreamSupport.stream(rules.spliterator(), false).toList();
  }

  /** Returns the Prometheus queries of the dashboards, with a range for Grafana's variable. */
  static List<String> dashboardExpressions() {
    return Dashboard.panelsOf(Dashboard.PROMETHEUS).stream()
        .flatMap(Dashboard::targets)
        .map(target -> target.get("expr").asText().replace("$__rate_interval", "1m"))
        .toList();
  }
}
