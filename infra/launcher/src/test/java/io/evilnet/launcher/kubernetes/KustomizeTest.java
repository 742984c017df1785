package io.evilnet.launcher.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the output of kustomize, where kubectl is installed. */
class KustomizeTest {

  @TempDir Path temp;

  @BeforeAll
  static void requireKubectl() {
    assumeTrue(
        Pattern.compile(File.pathSeparator)
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl"))),
        "kubectl is not installed: the output of kustomize is not checked");
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/trial", "overlays/production", "backfill", "monitoring"})
  void shouldGenerateCompleteAndValidResources(String folder) throws Exception {
    List<Manifest> resources = kustomize(folder);

    for (Manifest manifest : resources) {
      assertThat(ResourceTypes.errors(manifest)).as(manifest.toString()).isEmpty();
      boolean job = manifest.root().toString().contains("\"spark\"");
      if (!manifest.kind().equals("Namespace")) {
        assertThat(namespace(manifest))
            .as(manifest.toString())
            .isIn(job ? Set.of("evilnet-jobs") : Set.of("evilnet", "evilnet-jobs"));
      }
      for (JsonNode reference : manifest.root().findValues("configMapRef")) {
        if (!folder.equals("backfill")) { // its settings are in the overlay
          assertThat(resources)
              .filteredOn(other -> other.kind().equals("ConfigMap"))
              .filteredOn(other -> namespace(other).equals(namespace(manifest)))
              .extracting(Manifest::name)
              .contains(reference.get("name").asText());
        }
      }
      if (manifest.kind().equals("Secret")) {
        assertThat(namespace(manifest)).isEqualTo("evilnet");
      }
      for (String image : manifest.root().findValuesAsText("image")) {
        assertThat(image.startsWith("registry.example/")).isEqualTo(!folder.contains("trial"));
      }
    }
  }

  private static String namespace(Manifest manifest) {
    return manifest.at("/metadata/namespace").asText();
  }

  private List<Manifest> kustomize(String folder) throws IOException, InterruptedException {
    File output = temp.resolve("output.yaml").toFile();
    File errors = temp.resolve("errors").toFile();
    Process kubectl =
        new ProcessBuilder("kubectl", "kustomize", Manifest.FOLDER.resolve(folder).toString())
            .redirectOutput(output)
            .redirectError(errors)
            .start();
    assertThat(kubectl.waitFor(1, MINUTES)).isTrue();
    assertThat(kubectl.exitValue()).as(Files.readString(errors.toPath(), UTF_8)).isZero();
    return Manifest.parse(output.toPath(), Files.readString(output.toPath(), UTF_8));
  }
}
