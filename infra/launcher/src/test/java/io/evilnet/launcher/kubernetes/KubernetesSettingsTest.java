package io.evilnet.launcher.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.evilnet.launcher.cli.ComposeFile;
import io.evilnet.launcher.cluster.SparkJob;
import io.evilnet.launcher.cluster.SparkSecurity;
import io.evilnet.platform.topics.Topics;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Checks that settings that are repeated in Kubernetes resources are those of the local cluster and
 * of the code.
 */
class KubernetesSettingsTest {
  private static final Path LOCAL =
      ComposeFile.INFRA.resolve("launcher/src/main/resources/io/evilnet/launcher/cluster");

  /** Settings of cassandra.yaml that identify the node, which its operator sets. */
  private static final List<String> NODE_SETTINGS =
      List.of(
          "cluster_name",
          "partitioner",
          "num_tokens",
          "initial_token",
          "data_file_directories",
          "commitlog_directory",
          "hints_directory",
          "saved_caches_directory",
          "cdc_raw_directory",
          "listen_address",
          "rpc_address",
          "native_transport_port",
          "storage_port",
          "endpoint_snitch",
          "seed_provider");

  @Test
  void shouldMatchKafkaPropertiesOfLocalCluster() throws IOException {
    assertThat(texts(Manifest.base("Kafka", "evilnet").at("/spec/kafka/config")))
        .isEqualTo(properties(LOCAL.resolve("kafka.properties")));
  }

  @Test
  void shouldUseOnlyKafkaPropertiesAllowedByStrimzi() throws Exception {
    List<String> allowed = strimziList("FORBIDDEN_PREFIX_EXCEPTIONS");
    List<String> forbidden = strimziList("FORBIDDEN_PREFIXES");

    assertThat(texts(Manifest.base("Kafka", "evilnet").at("/spec/kafka/config")).keySet())
        .filteredOn(name -> !allowed.contains(name))
        .noneMatch(name -> forbidden.stream().anyMatch(name::startsWith));
  }

  @Test
  void shouldMatchCassandraSettingsOfLocalCluster() throws IOException {
    JsonNode local = new YAMLMapper().readTree(LOCAL.resolve("cassandra.yaml").toFile());
    Map<String, String> shared = texts(local);
    assertThat(shared.keySet()).containsAll(NODE_SETTINGS);
    shared.keySet().removeAll(NODE_SETTINGS);

    assertThat(texts(cassandra().at("/config/cassandraYaml"))).isEqualTo(shared);
  }

  @Test
  void shouldMatchCassandraJvmOptionsExceptSingleNodeOnes() throws IOException {
    JsonNode options = cassandra().at("/config/jvmOptions");
    List<String> local =
        Files.readAllLines(LOCAL.resolve("cassandra.jvm"), UTF_8).stream()
            .filter(line -> line.startsWith("-") && !line.startsWith("-Dcassandra."))
            .toList();

    assertThat(local)
        .containsExactlyInAnyOrder(
            "-Xms" + options.get("heap_initial_size").asText().replace("Mi", "m"),
            "-Xmx" + options.get("heap_max_size").asText().replace("Mi", "m"),
            "-XX:+ExitOnOutOfMemoryError",
            options.at("/additionalJvmServerOptions/0").asText());
    assertThat(options.get("vm_exit_on_out_of_memory_error").asBoolean()).isTrue();
  }

  @Test
  void shouldMatchVersionsOfImages() throws IOException {
    ComposeFile compose = ComposeFile.read();
    assertThat(
            "apache/kafka:" + Manifest.base("Kafka", "evilnet").at("/spec/kafka/version").asText())
        .isEqualTo(compose.service("kafka-1").get("image").asText());
    assertThat("cassandra:" + cassandra().get("serverVersion").asText())
        .isEqualTo(compose.service("cassandra").get("image").asText());
    String spark = Files.readString(ComposeFile.INFRA.resolve("servers/spark/pom.xml"));
    for (JsonNode application : sparkApplications()) {
      assertThat(spark).contains("<version>" + application.get("sparkVersion").asText() + "</");
      assertThat(Files.readString(ComposeFile.INFRA.resolve("images/batch/Dockerfile")))
          .contains("FROM spark:" + application.get("sparkVersion").asText() + "-scala2.12");
    }
  }

  @Test
  void shouldPassOnlyDocumentedSettings() throws IOException {
    String documented = document("settings.md");
    Map<String, String> settings = properties(Manifest.FOLDER.resolve("base/settings.properties"));
    assertThat(settings).isNotEmpty();
    for (String variable : settings.keySet()) {
      assertThat(variable).startsWith("EVILNET_");
      String name = variable.substring(8).toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(documented).contains("| `" + name + "` |");
    }
  }

  @Test
  void shouldMatchSettingsOfJobsAndApplications() throws IOException {
    assertThat(properties(Manifest.FOLDER.resolve("jobs/settings.properties")))
        .isEqualTo(properties(Manifest.FOLDER.resolve("base/settings.properties")));
  }

  @Test
  void shouldMatchAlertRulesOfPrometheus() throws IOException {
    assertThat(Manifest.base("PrometheusRule", "evilnet").at("/spec"))
        .isEqualTo(Manifest.in(ComposeFile.INFRA.resolve("prometheus/rules.yml")).get(0).root());
  }

  @Test
  void shouldScaleOnTweetsTopicUpToItsPartitions() throws IOException {
    JsonNode spec = Manifest.base("ScaledObject", "streams-app").at("/spec");
    Map<String, String> settings = properties(Manifest.FOLDER.resolve("base/settings.properties"));

    assertThat(spec.get("maxReplicaCount").asText())
        .isEqualTo(settings.get("EVILNET_TWEETS_PARTITIONS"))
        .isEqualTo(defaultOf("tweets-partitions"));
    assertThat(spec.at("/triggers/0/metadata/topic").asText()).isEqualTo(Topics.TWEETS.name());
    assertThat(spec.at("/triggers/0/metadata/consumerGroup").asText())
        .isEqualTo(defaultOf("application-id"));
    assertThat(Manifest.base("StatefulSet", "streams-app").at("/spec").has("replicas")).isFalse();
  }

  @Test
  void shouldMatchValidationOfSchedule() throws IOException {
    JsonNode validation = Manifest.base("ScheduledSparkApplication", "validation").at("/spec");
    assertThat(List.of(validation.get("schedule").asText(), defaultOf("validate-every")))
        .containsExactly("0 * * * *", "1h");
    List<String> arguments = new ArrayList<>();
    validation.at("/template/arguments").forEach(argument -> arguments.add(argument.asText()));
    assertThat(duration(arguments.get(arguments.indexOf("--last") + 1)))
        .as("the span and the open windows")
        .isGreaterThan(
            duration(defaultOf("validate-span"))
                .plus(duration(defaultOf("window")))
                .plus(duration(defaultOf("grace"))));
    for (JsonNode application : sparkApplications()) {
      assertThat(texts(application.get("sparkConf")))
          .containsAllEntriesOf(SparkJob.SETTINGS)
          .containsAllEntriesOf(SparkSecurity.SETTINGS)
          .hasSize(SparkJob.SETTINGS.size() + SparkSecurity.SETTINGS.size());
      assertThat(application.at("/executor/memory").asText())
          .isEqualTo(defaultOf("executor-memory") + "m");
    }
  }

  private static Duration duration(String text) {
    return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
  }

  @Test
  void shouldMatchSimulatorTokenOfComposeFile() throws IOException {
    String token = Files.readString(ComposeFile.INFRA.resolve("compose/simulated-token")).strip();
    assertThat(Files.readString(Manifest.FOLDER.resolve("overlays/trial/kustomization.yaml")))
        .contains("[x-bearer-token=" + token + "]");
  }

  private static JsonNode cassandra() throws IOException {
    return Manifest.base("K8ssandraCluster", "evilnet").at("/spec/cassandra");
  }

  private static List<JsonNode> sparkApplications() throws IOException {
    return List.of(
        Manifest.base("ScheduledSparkApplication", "validation").at("/spec/template"),
        Manifest.in(Manifest.FOLDER.resolve("backfill/backfill.yaml")).get(0).at("/spec"));
  }

  private static String defaultOf(String setting) throws IOException {
    return Pattern.compile("(?m)^\\| `" + setting + "` \\| `([^`]+)` \\|")
        .matcher(document("settings.md"))
        .results()
        .findFirst()
        .orElseThrow(() -> new AssertionError("no default of " + setting))
        .group(1);
  }

  private static String document(String name) throws IOException {
    return Files.readString(ComposeFile.INFRA.resolve("../docs").resolve(name));
  }

  private static Map<String, String> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
      properties.load(reader);
    }
    Map<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> texts.put(name, properties.getProperty(name)));
    return texts;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }

  private static List<String> strimziList(String constant) throws ReflectiveOperationException {
    Class<?> spec = Class.forName("io.strimzi.api.kafka.model.kafka.KafkaClusterSpec");
    return List.of(((String) spec.getField(constant).get(null)).split(", *", -1));
  }
}
