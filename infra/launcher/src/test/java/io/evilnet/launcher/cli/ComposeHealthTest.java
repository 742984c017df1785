package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of the health checks of the Compose file that need no container engine. */
class ComposeHealthTest {
  private ComposeFile file;

  @BeforeEach
  void read() throws IOException {
    file = ComposeFile.read();
  }

  @Test
  void shouldUseOnlyHealthChecksOfScript() throws IOException {
    String script = Files.readString(ComposeFile.INFRA.resolve("images/healthy"));
    file.services()
        .forEach(
            (name, service) -> {
              String test = String.join(" ", texts(service.at("/healthcheck/test")));
              if (!test.isEmpty() && !test.contains("wget")) {
                assertThat(test)
                    .as(name)
                    .containsPattern("healthy (http|kafka|kafka-controller|cassandra) ");
                assertThat(script).contains(test.replaceAll(".*healthy ([a-z-]+) .*", "$1"));
              }
            });
  }

  /** Compose aborts the start if a dependency of a container is unhealthy. */
  @Test
  void shouldUseStartTimeoutOfLocalCluster() throws IOException {
    file.services()
        .forEach(
            (name, service) -> {
              if (service.has("healthcheck")) {
                assertThat(service.at("/healthcheck/start_period").asText())
                    .as(name)
                    .isEqualTo("180s");
              }
            });
    for (String image : List.of("ingest", "simulator", "streams-app", "schedule")) {
      assertThat(Files.readString(ComposeFile.INFRA.resolve("images/" + image + "/Dockerfile")))
          .contains(" --start-period=180s ");
    }
  }

  @Test
  void shouldDependOnlyOnServicesWithHealthChecks() {
    file.services()
        .forEach(
            (name, service) ->
                service
                    .path("depends_on")
                    .properties()
                    .forEach(
                        needed -> {
                          assertThat(needed.getValue().get("condition").asText())
                              .isEqualTo("service_healthy");
                          JsonNode other = file.service(needed.getKey());
                          assertThat(other.has("healthcheck") || other.has("build"))
                              .as("%s needs %s", name, needed.getKey())
                              .isTrue();
                        }));
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
