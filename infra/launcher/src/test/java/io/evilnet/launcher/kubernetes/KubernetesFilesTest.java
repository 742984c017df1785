package io.evilnet.launcher.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks each file of {@code infra/k8s} without kustomize. */
class KubernetesFilesTest {

  static List<Manifest> manifests() throws IOException {
    return Manifest.all();
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void shouldContainOnlyKnownFields(Manifest manifest) throws IOException {
    assertThat(ResourceTypes.errors(manifest)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "StatefulSet, streams-app, /spec/template/spec",
    "PodDisruptionBudget, streams-app, /spec",
    "NetworkPolicy, cassandra, /spec",
    "RoleBinding, spark, /roleRef",
    "PodMonitor, evilnet, /spec/podMetricsEndpoints/0/relabelings/0",
    "PrometheusRule, evilnet, /spec/groups/0/rules/0",
    "Kafka, evilnet, /spec/kafka",
    "KafkaNodePool, broker, /spec/storage",
    "ScaledObject, streams-app, /spec/advanced/horizontalPodAutoscalerConfig/behavior/scaleDown",
    "ScaledObject, streams-app, /spec/triggers/0/metadata",
    "K8ssandraCluster, evilnet, /spec/cassandra/config/jvmOptions",
    "ScheduledSparkApplication, validation, /spec/template/driver"
  })
  void shouldDetectUnknownField(String kind, String name, String where) throws IOException {
    Manifest manifest = Manifest.base(kind, name);
    ((ObjectNode) manifest.at(where)).put("mistyped", "1");

    assertThat(ResourceTypes.errors(manifest)).hasSize(1).first().asString().contains("mistyped");
  }

  /** A file that no kustomization lists is a resource that is never applied. */
  @Test
  void shouldListExactlyFilesOfDirectoryInKustomization() throws IOException {
    for (Path kustomization : Manifest.files("kustomization.yaml")) {
      Path folder = kustomization.getParent();
      Set<String> listed = new TreeSet<>(Set.of("kustomization.yaml"));
      for (String file : listed(Manifest.in(kustomization).get(0).root())) {
        assertThat(folder.resolve(file)).as("%s of %s", file, kustomization).exists();
        if (!file.startsWith("..")) {
          listed.add(file);
        }
      }
      try (var there = Files.list(folder)) {
        assertThat(there.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(listed);
      }
    }
    assertThat(Manifest.files("kustomization.yaml")).hasSize(6);
  }

  @Test
  void shouldPatchOnlyResourcesOfBase() throws IOException {
    for (Manifest manifest : Manifest.all()) {
      if (manifest.file().endsWith("sizes.yaml")) {
        assertThat(Manifest.base(manifest.kind(), manifest.name())).isNotNull();
      }
    }
  }

  @Test
  void shouldContainNoSecrets() throws IOException {
    assertThat(Manifest.all()).extracting(Manifest::kind).doesNotContain("Secret");
    for (Manifest manifest : Manifest.all()) {
      assertThat(manifest.root().findValuesAsText("name")).doesNotContain("X_BEARER_TOKEN");
    }
  }

  /** A job may create pods, which can mount any secret of its namespace. */
  @Test
  void shouldRunJobsInNamespaceWithoutTokenOfX() throws IOException {
    for (Manifest role : Manifest.all()) {
      if (role.kind().equals("Role")) {
        assertThat(namespace(role.file().resolveSibling("kustomization.yaml")))
            .isEqualTo("evilnet-jobs");
      }
    }
    assertThat(namespace(Manifest.FOLDER.resolve("base/kustomization.yaml"))).isEqualTo("evilnet");
    for (Manifest manifest : Manifest.all()) {
      if (manifest.root().toString().contains("x-bearer-token")) {
        assertThat(manifest.file()).isEqualTo(Manifest.FOLDER.resolve("base/ingest.yaml"));
      }
    }
  }

  private static String namespace(Path kustomization) throws IOException {
    return Manifest.in(kustomization).get(0).at("/namespace").asText();
  }

  private static List<String> listed(JsonNode kustomization) {
    List<String> files = new ArrayList<>();
    kustomization.path("resources").forEach(file -> files.add(file.asText()));
    kustomization.path("configurations").forEach(file -> files.add(file.asText()));
    kustomization.path("patches").forEach(patch -> files.add(patch.get("path").asText()));
    for (JsonNode generator : kustomization.path("configMapGenerator")) {
      generator.path("envs").forEach(file -> files.add(file.asText()));
    }
    return files;
  }
}
