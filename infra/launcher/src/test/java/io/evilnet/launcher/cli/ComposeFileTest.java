package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.evilnet.launcher.cluster.WorkerResources;
import io.evilnet.platform.settings.EvilnetCommand;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the Compose file that need no container engine. */
class ComposeFileTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_0-9]+):-([^}]*)}");
  private static final String ADVERTISED_BY_KAFKA = "127.0.0.1";
  private static final List<String> APPLICATIONS =
      List.of("streams-app", "ingest", "simulator", "spark-master", "spark-worker", "schedule");

  /** Settings of files and users, and settings that are fixed by the other services. */
  private static final Pattern SET_BY_IMAGE =
      Pattern.compile(
          ".*-(ca|user|file|http|identity)|data-dir|rules|application-id|keyspace|keyspace-replicas"
              + "|replication-factor|cassandra-datacenter");

  private ComposeFile file;

  @BeforeEach
  void read() throws IOException {
    file = ComposeFile.read();
  }

  @Test
  void shouldConformToComposeSpecification() throws IOException {
    try (InputStream in =
        ComposeFileTest.class.getResourceAsStream("/compose-spec/compose-spec.json")) {
      ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(in);
      removeIds(schema);
      ((ObjectNode) file.root()).remove("name"); // of 2022; the schema is older
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                  .getSchema(schema)
                  .validate(file.root()))
          .isEmpty();
      ((ObjectNode) file.service("ingest")).put("restarts", "always");
      assertThat(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7)
                  .getSchema(schema)
                  .validate(file.root()))
          .hasSize(1);
    }
  }

  @Test
  void shouldMountAndBuildOnlyExistingFiles() {
    List<Path> referenced = new ArrayList<>();
    file.services()
        .forEach(
            (name, service) -> {
              service
                  .path("volumes")
                  .forEach(
                      volume -> {
                        if (volume.asText().startsWith("./")) {
                          referenced.add(
                              ComposeFile.PROJECT.resolve(volume.asText().split(":", -1)[0]));
                        }
                      });
              JsonNode build = service.path("build");
              if (!build.isMissingNode()) {
                referenced.add(
                    ComposeFile.PROJECT
                        .resolve(build.get("context").asText())
                        .resolve(build.get("dockerfile").asText()));
              }
            });

    assertThat(referenced).hasSizeGreaterThan(15).allSatisfy(path -> assertThat(path).exists());
  }

  /** {@code docker compose up} requires only files in Git. */
  @Test
  void shouldStartWithoutPreparedFilesOrProfiles() {
    file.services().forEach((name, service) -> assertThat(service.has("profiles")).isFalse());
    file.root()
        .get("secrets")
        .forEach(
            secret ->
                assertThat(ComposeFile.PROJECT.resolve(resolved(secret.get("file").asText())))
                    .exists());
    assertThat(file.root().get("name").asText()).isEqualTo("evilnet");
  }

  @Test
  void shouldDeclareAllUsedVolumesAndSecrets() {
    file.services()
        .forEach(
            (name, service) -> {
              for (String volume : file.strings(name, "volumes")) {
                if (volume.matches("[a-z].*")) {
                  assertThat(file.root().get("volumes").has(volume.split(":", -1)[0]))
                      .as(volume)
                      .isTrue();
                }
              }
              for (String secret : file.strings(name, "secrets")) {
                assertThat(file.root().get("secrets").has(secret)).as(secret).isTrue();
              }
            });
  }

  @Test
  void shouldPinImagesToVersionsOfBuild() throws IOException {
    Path infra = ComposeFile.INFRA;
    assertThat(Files.readString(infra.resolve("servers/kafka/pom.xml")))
        .contains("<version>" + versionOf("kafka-1") + "</version>");
    assertThat(Files.readString(infra.resolve("servers/cassandra/pom.xml")))
        .contains("<version>" + versionOf("cassandra") + "</version>");
    file.services()
        .forEach(
            (name, service) ->
                assertThat(service.get("image").asText())
                    .as(name)
                    .matches("[a-z/-]+:(v?\\d+\\.\\d+\\.\\d+|\\$\\{EVILNET_VERSION:-[\\d.]+})"));
  }

  @Test
  void shouldPinGrafanaPluginToDocumentedVersion() throws IOException {
    String plugin = file.variable("grafana", "GF_PLUGINS_PREINSTALL_SYNC");

    assertThat(plugin).matches("[a-z-]+@\\d+\\.\\d+\\.\\d+");
    assertThat(Files.readString(ComposeFile.INFRA.resolve("../docs/monitoring.md")))
        .contains("plugins install " + plugin.replace('@', ' '));
  }

  @Test
  void shouldLimitMemoryAndPrivilegesAndRestartEveryService() {
    file.services()
        .forEach(
            (name, service) -> {
              assertThat(service.at("/deploy/resources/limits/memory").asText())
                  .as(name)
                  .matches("\\d+m");
              assertThat(service.get("restart").asText()).as(name).isEqualTo("unless-stopped");
              assertThat(service.has("network_mode") || service.has("privileged"))
                  .as(name)
                  .isFalse();
              assertThat(file.strings(name, "cap_drop")).as(name).containsExactly("ALL");
              assertThat(file.strings(name, "security_opt"))
                  .as(name)
                  .containsExactly("no-new-privileges:true");
            });
    APPLICATIONS.forEach(
        name -> assertThat(file.service(name).path("read_only").asBoolean()).as(name).isTrue());
  }

  @Test
  void shouldPublishDefaultPortsOfLocalClusterOnLoopback() {
    List<String> published = new ArrayList<>();
    file.services()
        .forEach(
            (name, service) -> {
              for (String port : file.strings(name, "ports")) {
                assertThat(port)
                    .startsWith(
                        name.startsWith("kafka-")
                            ? ADVERTISED_BY_KAFKA + ":"
                            : "${EVILNET_BIND:-127.0.0.1}:");
                published.add(resolved(port).replaceFirst("127.0.0.1:(\\d+):\\d+", "$1"));
              }
            });
    Map<String, String> local = new java.util.TreeMap<>();
    EvilnetCommand.commandLine(new StartCommand(), Map.of())
        .getCommandSpec()
        .options()
        .forEach(option -> local.put(option.longestName(), String.valueOf(option.defaultValue())));

    assertThat(List.of("kafka-1", "kafka-2"))
        .allSatisfy(
            broker ->
                assertThat(file.variable(broker, "KAFKA_ADVERTISED_LISTENERS"))
                    .contains("HOST://" + ADVERTISED_BY_KAFKA + ":"));
    assertThat(published)
        .contains(
            local.get("--kafka-port"),
            Integer.toString(Integer.parseInt(local.get("--kafka-port")) + 1),
            local.get("--cassandra-port"),
            local.get("--spark-web-port"),
            portOf(local.get("--streams-http")),
            portOf(local.get("--ingest-http")),
            portOf(local.get("--simulator-http")),
            portOf(local.get("--schedule-http")),
            portOf(local.get("--prometheus-http")));
    assertThat(resolved(file.variable("simulator", "EVILNET_RATE"))).isEqualTo(local.get("--rate"));
    assertThat(resolved(file.variable("kafka-1", "KAFKA_MIN_INSYNC_REPLICAS")))
        .isEqualTo(local.get("--min-insync-replicas"));
    assertThat(String.join(" ", file.strings("spark-worker", "command")))
        .contains("--cores " + local.get("--worker-cores") + " ")
        .contains("--memory " + local.get("--worker-memory") + "m ");
    assertThat(WorkerResources.SMALL.cores()).hasToString(local.get("--worker-cores"));
  }

  @Test
  void shouldNotContainSecretsOrPassThemAsVariables() {
    file.services()
        .forEach(
            (name, service) ->
                assertThat(service.path("environment").fieldNames())
                    .toIterable()
                    .as(name)
                    .doesNotContain("X_BEARER_TOKEN"));
    file.texts(text -> assertThat(text).doesNotContain("${X_BEARER_TOKEN"));
    assertThat(file.variable("ingest", "X_BEARER_TOKEN_FILE"))
        .isEqualTo("/run/secrets/x-bearer-token");
  }

  @Test
  void shouldPassOnlyDocumentedSettings() throws IOException {
    String documented = Files.readString(ComposeFile.INFRA.resolve("../docs/settings.md"));
    APPLICATIONS.forEach(
        name ->
            file.service(name)
                .path("environment")
                .fieldNames()
                .forEachRemaining(
                    variable -> {
                      if (variable.startsWith("EVILNET_")) {
                        String setting =
                            variable.substring(8).toLowerCase(Locale.ROOT).replace('_', '-');
                        assertThat(documented).contains("| `" + setting + "` |");
                      }
                    }));
  }

  /** A setting that is ignored may cost posts or requests. */
  @ParameterizedTest
  @ValueSource(strings = {"ingest", "streams-app"})
  void shouldPassAllSettingsApplicableToContainers(String service) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String line : Files.readAllLines(ComposeFile.INFRA.resolve("../docs/settings.md"))) {
      String[] row = line.split("\\s*\\|\\s*", -1);
      if (line.startsWith("| `") && List.of(row[3].split(", ", -1)).contains(service)) {
        String setting = row[1].replace("`", "");
        String variable = "EVILNET_" + setting.toUpperCase(Locale.ROOT).replace('-', '_');
        boolean isPassed = file.service(service).path("environment").has(variable);
        if (!isPassed && !SET_BY_IMAGE.matcher(setting).matches()) {
          missing.add(setting);
        }
      }
    }

    assertThat(missing).isEmpty();
  }

  /**
   * Removes fields that the validator rejects: the ids are not URIs, the durations not ISO 8601.
   */
  private static void removeIds(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (String name : List.of("$schema", "$id", "id", "format")) {
        if (object.path(name).isTextual()) {
          object.remove(name);
        }
      }
    }
    node.forEach(ComposeFileTest::removeIds);
  }

  private String versionOf(String service) {
    return file.service(service).get("image").asText().replaceFirst(".*:", "");
  }

  private static String resolved(String text) {
    return VARIABLE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(match.group(2)));
  }

  private static String portOf(String address) {
    return address.substring(address.indexOf(':') + 1);
  }
}
