package io.evilnet.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.launcher.cli.ComposeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks permissions and probes of the applications' pods, and compares them with the Compose file.
 */
class ApplicationPodsTest {

  static List<Manifest> applications() throws IOException {
    return Manifest.all().stream()
        .filter(manifest -> List.of("StatefulSet", "Deployment").contains(manifest.kind()))
        .filter(manifest -> manifest.at("/spec").has("selector")) // no patches
        .toList();
  }

  @Test
  void shouldContainAllLongRunningApplications() throws IOException {
    assertThat(applications())
        .extracting(Manifest::name)
        .containsExactlyInAnyOrder("streams-app", "ingest", "simulator");
  }

  @ParameterizedTest
  @MethodSource("applications")
  void shouldRunUnprivilegedWithReadOnlyRootFilesystem(Manifest manifest) {
    JsonNode pod = manifest.at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");

    assertThat(pod.get("automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
    assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
    assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean()).isTrue();
    assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true)).isFalse();
    assertThat(container.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    assertThat(container.get("volumeMounts").findValuesAsText("mountPath"))
        .contains("/var/lib/evilnet", "/tmp");
  }

  @ParameterizedTest
  @MethodSource("applications")
  void shouldProbeHealthEndpointsAtContainerPort(Manifest manifest) {
    JsonNode container = manifest.at("/spec/template/spec/containers/0");

    assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/health/live");
    assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health/ready");
    for (String probe : List.of("livenessProbe", "startupProbe", "readinessProbe")) {
      assertThat(container.at("/" + probe + "/httpGet/port"))
          .isEqualTo(container.at("/ports/0/name"));
    }
  }

  @ParameterizedTest
  @MethodSource("applications")
  void shouldMatchServiceOfComposeFile(Manifest manifest) throws IOException {
    JsonNode pod = manifest.at("/spec/template/spec");
    JsonNode container = pod.at("/containers/0");
    JsonNode service = ComposeFile.read().service(manifest.name());

    assertThat(container.get("image").asText())
        .isEqualTo(service.get("image").asText().replaceAll("\\$\\{EVILNET_VERSION:-(.*)}", "$1"));
    assertThat(container.at("/resources/limits/memory").asText())
        .isEqualTo(service.at("/deploy/resources/limits/memory").asText().replace("m", "Mi"));
    assertThat(service.at("/ports/0").asText())
        .endsWith(":" + container.at("/ports/0/containerPort").asText());
    if (service.has("stop_grace_period")) {
      assertThat(pod.get("terminationGracePeriodSeconds").asText() + "s")
          .isEqualTo(service.get("stop_grace_period").asText());
    }
  }

  /** The alert rules and the dashboards select jobs by these names. */
  @Test
  void shouldMatchScrapeJobsOfComposeFile() throws IOException {
    JsonNode monitor = Manifest.base("PodMonitor", "evilnet").at("/spec");
    JsonNode endpoint = monitor.at("/podMetricsEndpoints/0");
    List<String> names = new ArrayList<>();
    monitor.at("/selector/matchExpressions/0/values").forEach(name -> names.add(name.asText()));
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(applications().stream().map(Manifest::name).toList());
    for (Manifest manifest : applications()) {
      assertThat(manifest.at("/spec/template/spec/containers/0/ports/0/name"))
          .isEqualTo(endpoint.get("port"));
    }

    assertThat(endpoint.at("/relabelings/0/replacement").asText()).isEqualTo("evilnet-$1");
    String prometheus = Files.readString(ComposeFile.INFRA.resolve("compose/prometheus.yml"));
    for (String name : names) {
      assertThat(prometheus).contains("job_name: evilnet-" + name + "\n");
    }
  }

  @Test
  void shouldMatchServerMemoryOfComposeFile() throws IOException {
    ComposeFile compose = ComposeFile.read();
    assertThat(
            Manifest.base("KafkaNodePool", "broker").at("/spec/resources/limits/memory").asText())
        .isEqualTo(limit(compose, "kafka-1"));
    assertThat(
            Manifest.base("KafkaNodePool", "controller")
                .at("/spec/resources/limits/memory")
                .asText())
        .isEqualTo(limit(compose, "kafka-controller"));
    assertThat(
            Manifest.base("K8ssandraCluster", "evilnet")
                .at("/spec/cassandra/resources/limits/memory")
                .asText())
        .isEqualTo(limit(compose, "cassandra"));
  }

  private static String limit(ComposeFile compose, String service) {
    return compose
        .service(service)
        .at("/deploy/resources/limits/memory")
        .asText()
        .replace("m", "Mi");
  }
}
