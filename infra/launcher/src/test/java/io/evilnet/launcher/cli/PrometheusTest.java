package io.evilnet.launcher.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.launcher.cluster.Project;
import io.evilnet.launcher.process.RunDirectory;
import io.evilnet.launcher.process.Service;
import io.evilnet.launcher.provision.SecretsDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class PrometheusTest {
  private static final Path COMMITTED = Project.find().root().resolve("infra/prometheus");

  @TempDir Path directory;

  @Test
  void shouldScrapeApplicationsOfCluster() throws IOException {
    Service service = prometheus(Map.of("streams-app", "127.0.0.1:18080")).service();

    service.preparation().run();

    Path home = directory.resolve("data/prometheus");
    assertThat(home.resolve("targets.yml"))
        .hasContent("- labels: {job: evilnet-streams-app}\n  targets: [\"127.0.0.1:18080\"]\n");
    assertThat(home.resolve("rules.yml")).hasSameTextualContentAs(COMMITTED.resolve("rules.yml"));
    assertThat(service.command())
        .contains("--config.file=" + home.resolve("prometheus.yml"))
        .contains("--web.listen-address=127.0.0.1:19090");
    assertThat(service.after()).containsExactly("streams-app");
  }

  @Test
  void shouldScrapeWildcardAddressAtLoopback() throws IOException {
    SecretsDirectory secrets = new SecretsDirectory(directory.resolve("secrets"));
    Map<String, String> applications =
        Map.of("streams-app", "0.0.0.0:18080", "ingest", "[::]:18081");

    new Prometheus(
            Project.find(),
            new RunDirectory(directory),
            "0.0.0.0:19090",
            applications,
            Optional.of(secrets))
        .configure();

    Path home = directory.resolve("data/prometheus");
    assertThat(home.resolve("targets.yml")).content().contains("[\"127.0.0.1:18081\"]");
    assertThat(home.resolve("prometheus.yml")).content().contains("[\"127.0.0.1:18080\"]");
  }

  /** Template for users with their own Prometheus. */
  @Test
  void shouldMatchCommittedTargetsByDefault() throws IOException {
    ApplicationOptions options = new ApplicationOptions();
    parse(options);

    prometheus(options.addresses()).configure();

    String committed =
        Files.readAllLines(COMMITTED.resolve("targets.yml"), UTF_8).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(joining("\n", "", "\n"));
    assertThat(directory.resolve("data/prometheus/targets.yml")).hasContent(committed);
  }

  @Test
  void shouldReportMissingPrometheusIfEnabled() throws IOException {
    PrometheusOptions enabled = options("--prometheus", "true");
    String path = directory.toString();

    assertThatThrownBy(() -> enabled.requireInstalled(path))
        .hasMessageContaining(
            "--prometheus true requires the command 'prometheus' in PATH: install");
    options().requireInstalled(path);
    Path executable = Files.createFile(directory.resolve("prometheus"));
    assertThat(executable.toFile().setExecutable(true)).isTrue();
    enabled.requireInstalled(path);
  }

  private Prometheus prometheus(Map<String, String> applications) {
    return new Prometheus(
        Project.find(),
        new RunDirectory(directory),
        "127.0.0.1:19090",
        applications,
        Optional.empty());
  }

  private static PrometheusOptions options(String... arguments) {
    PrometheusOptions options = new PrometheusOptions();
    parse(options, arguments);
    return options;
  }

  private static void parse(Object options, String... arguments) {
    new CommandLine(CommandSpec.forAnnotatedObject(options))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments);
  }
}
