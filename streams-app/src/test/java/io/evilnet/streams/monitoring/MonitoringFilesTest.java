package io.evilnet.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evilnet.store.table.CountsByBucketTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Consistency of the files of Grafana and Prometheus and of the documentation. */
class MonitoringFilesTest {

  private static final int GRID_WIDTH = 24;

  /** Dashboards can be imported into any Grafana, whose data sources have other uids. */
  @Test
  void shouldReferToDataSourcesByVariablesWithProvisionedDefaults() {
    Map<String, String> provisioned = new TreeMap<>();
    for (JsonNode source : dataSources("")) {
      provisioned.put(source.get("uid").asText(), source.get("type").asText());
    }
    Map<String, String> selected = new TreeMap<>();
    for (Dashboard dashboard : Dashboard.all()) {
      Map<String, String> variables = new TreeMap<>();
      for (JsonNode variable : dashboard.variables()) {
        if (variable.get("type").asText().equals("datasource")) {
          String type = variable.get("query").asText();
          variables.put("${" + variable.get("name").asText() + "}", type);
          selected.put(variable.at("/current/value").asText(), type);
        }
      }
      Map<String, String> referenced = new TreeMap<>();
      for (JsonNode reference : dashboard.json().findValues("datasource")) {
        referenced.put(reference.get("uid").asText(), reference.get("type").asText());
      }
      assertThat(referenced).as(dashboard.name()).isEqualTo(variables);
    }

    assertThat(selected).isEqualTo(provisioned);
  }

  @Test
  void shouldProvisionSameDataSourcesWithTls() {
    List<JsonNode> plain = dataSources("");
    List<JsonNode> secure = dataSources("-secure");
    ObjectNode tls = (ObjectNode) secure.get(0).get("jsonData");

    assertThat(tls.remove("useCustomTLS").asBoolean()).isTrue();
    assertThat(tls.remove("caPath").asText()).isEqualTo("$GRAFANA_CASSANDRA_CA");
    assertThat(tls.remove("allowInsecureTLS").asBoolean(true)).isFalse();
    assertThat(secure).isEqualTo(plain);
  }

  @Test
  void shouldReadAddressesAndSecretsFromEnvironment() {
    for (JsonNode source : dataSources("")) {
      assertThat(source.get("url").asText()).matches("\\$GRAFANA_[A-Z_]+");
      source
          .path("secureJsonData")
          .forEach(secret -> assertThat(secret.asText()).matches("\\$GRAFANA_[A-Z_]+"));
    }
  }

  @Test
  void shouldReadAllBucketsOfCities() {
    String buckets =
        IntStream.range(0, CountsByBucketTable.BUCKETS)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "bucket IN (", ")"));

    assertThat(Dashboard.panelsOf(Dashboard.CASSANDRA).stream().flatMap(Dashboard::targets))
        .extracting(target -> target.get("target").asText())
        .filteredOn(query -> query.contains(CountsByBucketTable.NAME))
        .hasSize(3)
        .allMatch(query -> query.contains(buckets + " AND quarter IN (0, 1, 2, 3)"));
  }

  @Test
  void shouldHaveUniqueIdsTitlesAndDescriptions() {
    assertThat(Dashboard.all())
        .extracting(dashboard -> dashboard.json().get("uid").asText())
        .containsExactly("evilnet-city-counts", "evilnet-pipeline-health");
    for (Dashboard dashboard : Dashboard.all()) {
      assertThat(dashboard.panels())
          .extracting(panel -> panel.get("id").asInt())
          .doesNotHaveDuplicates();
      assertThat(dashboard.panels())
          .extracting(panel -> panel.get("title").asText())
          .doesNotHaveDuplicates();
      assertThat(dashboard.panels())
          .allSatisfy(panel -> assertThat(panel.get("description").asText()).endsWith("."));
    }
  }

  @Test
  void shouldNotOverlapPanels() {
    for (Dashboard dashboard : Dashboard.all()) {
      Set<List<Integer>> occupied = new HashSet<>();
      for (JsonNode panel : dashboard.panels()) {
        JsonNode position = panel.get("gridPos");
        assertThat(position.get("x").asInt() + position.get("w").asInt())
            .isLessThanOrEqualTo(GRID_WIDTH);
        for (int x = 0; x < position.get("w").asInt(); x++) {
          for (int y = 0; y < position.get("h").asInt(); y++) {
            assertThat(
                    occupied.add(
                        List.of(position.get("x").asInt() + x, position.get("y").asInt() + y)))
                .as(dashboard.name() + ": " + panel.get("title").asText())
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void shouldDocumentEveryPanelAndAlert() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "monitoring.md"));
    List<String> names = new ArrayList<>();
    Rules.alerts().forEach(alert -> names.add("`" + alert.get("alert").asText() + "`"));
    for (Dashboard dashboard : Dashboard.all()) {
      dashboard.panels().forEach(panel -> names.add("**" + panel.get("title").asText() + "**"));
    }

    assertThat(names).allSatisfy(name -> assertThat(document).contains(name));
  }

  @Test
  void shouldTestEachAlert() {
    Set<String> fired = new TreeSet<>();
    for (JsonNode test : Rules.yaml(Rules.PROMETHEUS.resolve("rules-test.yml")).get("tests")) {
      for (JsonNode expected : test.get("alert_rule_test")) {
        if (!expected.path("exp_alerts").isEmpty()) {
          fired.add(expected.get("alertname").asText());
        }
      }
    }
    Set<String> alerts = new TreeSet<>();
    Rules.alerts().forEach(alert -> alerts.add(alert.get("alert").asText()));

    assertThat(fired).isEqualTo(alerts);
  }

  @Test
  void shouldLinkEachAlertToRunbookAndPanel() throws IOException {
    Set<String> panels = new TreeSet<>();
    for (Dashboard dashboard : Dashboard.all()) {
      for (JsonNode panel : dashboard.panels()) {
        panels.add(
            "{{ $externalLabels.grafana_url }}/d/%s?viewPanel=%s"
                .formatted(dashboard.json().get("uid").asText(), panel.get("id").asText()));
      }
    }
    String runbook = Files.readString(Path.of("..", "docs", "operations.md"));
    for (JsonNode alert : Rules.alerts()) {
      String name = alert.get("alert").asText();
      assertThat(runbook).contains("\n### " + name + "\n");
      assertThat(alert.at("/annotations/runbook_url").asText())
          .isEqualTo(
              "{{ $externalLabels.docs_url }}/operations.md#" + name.toLowerCase(Locale.ROOT));
      assertThat(panels).as(name).contains(alert.at("/annotations/dashboard_url").asText());
    }
  }

  /** The labels are used in links only and would otherwise be part of each notification. */
  @Test
  void shouldRemoveLinkLabelsFromAlerts() {
    for (Path folder : List.of(Rules.PROMETHEUS, Rules.PROMETHEUS.resolveSibling("compose"))) {
      JsonNode configuration = Rules.yaml(folder.resolve("prometheus.yml"));
      assertThat(configuration.at("/global/external_labels").fieldNames())
          .toIterable()
          .containsExactly("docs_url", "grafana_url");
      assertThat(configuration.at("/alerting/alert_relabel_configs/0/regex").asText())
          .isEqualTo("docs_url|grafana_url");
    }
  }

  private static List<JsonNode> dataSources(String suffix) {
    Path file =
        Dashboard.GRAFANA.resolve("provisioning%s/datasources/evilnet.yml".formatted(suffix));
    List<JsonNode> sources = new ArrayList<>();
    Rules.yaml(file).get("datasources").forEach(sources::add);
    return sources;
  }
}
