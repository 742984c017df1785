package io.evilnet.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.streams.testing.Program;
import io.evilnet.streams.testing.RunningApp;
import io.evilnet.streams.testing.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Export of the metrics and labels that alerts and dashboards use. */
@ExtendWith(Servers.Extension.class)
class ExportedMetricsIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Servers servers;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Program> programs = new ArrayList<>();
  private final FreePorts freePorts = new FreePorts();
  private final List<Integer> ports = new ArrayList<>();
  @TempDir private Path directory;

  ExportedMetricsIT(Servers servers) {
    this.servers = servers;
  }

  @AfterEach
  void stop() {
    programs.forEach(Program::close);
  }

  @Test
  void shouldExportMetricsOfAlertsAndDashboards() {
    int simulator = freePorts.next();
    // Starts before the simulator, so that a failed connection is counted, and without Kafka, so
    // that its posts do not reach the topic shared with other tests.
    start(
        io.evilnet.ingest.cli.Main.class,
        "run",
        Map.of(
            "EVILNET_BOOTSTRAP_SERVERS",
            "127.0.0.1:1",
            "EVILNET_X_BASE_URL",
            "http://127.0.0.1:" + simulator,
            "X_BEARER_TOKEN",
            "simulated",
            "EVILNET_INGEST_HTTP",
            "127.0.0.1:" + newPort()));
    await()
        .atMost(TIMEOUT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get(ports.get(0)).contains("evilnet_ingest_disconnects_total"));
    start(
        io.evilnet.simulator.cli.Main.class,
        "simulate",
        Map.of("EVILNET_SIMULATOR_HTTP", "127.0.0.1:" + simulator));
    ports.add(simulator);
    start(
        io.evilnet.streams.cli.Main.class,
        "run",
        RunningApp.environment(
            servers.cluster(), "exported_metrics_it", directory, "127.0.0.1:" + newPort()));
    start(
        io.evilnet.launcher.cli.Main.class,
        "schedule",
        Map.of(
            "EVILNET_VALIDATE_EVERY", "36500d", "EVILNET_SCHEDULE_HTTP", "127.0.0.1:" + newPort()));

    await()
        .atMost(TIMEOUT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(() -> assertThat(missing()).isEmpty());
  }

  /** Returns the metrics that no process exports, by the panel or alert that uses them. */
  private Map<String, Set<String>> missing() throws IOException, InterruptedException {
    Samples samples = new Samples();
    for (int port : ports) {
      samples.add(get(port));
    }
    Map<String, Set<String>> missing = new TreeMap<>();
    for (JsonNode alert : Rules.alerts()) {
      missing.put(alert.get("alert").asText(), samples.missing(alert.get("expr").asText(), ""));
    }
    for (JsonNode panel : Dashboard.panelsOf(Dashboard.PROMETHEUS)) {
      Dashboard.targets(panel)
          .forEach(
              target ->
                  missing.put(
                      panel.get("title").asText() + " " + target.get("refId").asText(),
                      samples.missing(
                          target.get("expr").asText(), target.get("legendFormat").asText())));
    }
    missing.remove("EvilNetCertificateExpires"); // certificates exist with --secure only
    missing.values().removeIf(Set::isEmpty);
    return missing;
  }

  private void start(Class<?> main, String command, Map<String, String> environment) {
    String name = main.getPackageName().split("\\.")[2] + "-" + command;
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("EVILNET_DATA_DIR", directory.resolve(name).toString());
    programs.add(
        Program.start(
            main, List.of(command), variables, Path.of("target", "exported-metrics-it.log")));
  }

  private String get(int port) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/metrics".formatted(port));
    return http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString())
        .body();
  }

  private int newPort() {
    int port = freePorts.next();
    ports.add(port);
    return port;
  }
}
