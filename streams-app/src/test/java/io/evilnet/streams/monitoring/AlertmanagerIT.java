package io.evilnet.streams.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import io.evilnet.launcher.cluster.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of Alertmanager, as {@code infra/alertmanager/run} starts it. */
class AlertmanagerIT {

  private static final Path FOLDER = Path.of("..", "infra", "alertmanager");
  private static final String PROGRAM = "prometheus-alertmanager";

  private final Queue<String> notifications = new ConcurrentLinkedQueue<>();
  @TempDir private Path directory;
  private HttpServer webhook;
  private Process alertmanager;

  @BeforeAll
  static void requireAlertmanager() {
    assumeTrue(
        Tool.isInstalled(PROGRAM) && Tool.isInstalled("amtool"),
        "Alertmanager is not installed (Debian package prometheus-alertmanager): its configuration"
            + " is not checked");
  }

  @BeforeEach
  void listen() throws IOException {
    webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
          notifications.add(exchange.getRequestURI() + " " + body);
        });
    webhook.start();
  }

  @AfterEach
  void stop() {
    webhook.stop(0);
    if (alertmanager != null) {
      alertmanager.destroyForcibly();
    }
  }

  @Test
  void shouldNotifyWebhookOfAlert() throws Exception {
    String address =
        start("http://127.0.0.1:%d/it's?a=b".formatted(webhook.getAddress().getPort()));

    String url = "--alertmanager.url=http://" + address;
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Tool.run(directory, List.of("amtool", url, "alert")).exitCode() == 0);
    amtool("check-config", configuration().toString());
    amtool(url, "alert", "add", "EvilNetSpoolFull", "--annotation=runbook_url=docs");

    await().atMost(Duration.ofSeconds(60)).until(() -> !notifications.isEmpty());
    String notification = notifications.element();
    assertThat(notification).startsWith("/it's?a=b {");
    JsonNode body =
        JsonMapper.builder().build().readTree(notification.substring(notification.indexOf('{')));
    assertThat(body.get("status").asText()).isEqualTo("firing");
    assertThat(body.at("/alerts/0/labels/alertname").asText()).isEqualTo("EvilNetSpoolFull");
    assertThat(body.at("/alerts/0/annotations/runbook_url").asText()).isEqualTo("docs");
  }

  @Test
  void shouldStartWithoutWebhook() throws Exception {
    String address = start("");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Tool.run(
                            directory,
                            List.of("amtool", "--alertmanager.url=http://" + address, "alert"))
                        .exitCode()
                    == 0);
    amtool("check-config", configuration().toString());
    assertThat(configuration()).content().doesNotContain("webhook_configs");
  }

  /**
   * Starts Alertmanager as in its image, without the delay for grouping, and with a file of another
   * account in the directory for temporary files; returns its address.
   */
  private String start(String url) throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    Files.copy(FOLDER.resolve("run"), bin.resolve("run"));
    Files.writeString(
        bin.resolve("alertmanager.yml"),
        Files.readString(FOLDER.resolve("alertmanager.yml"))
            .replace("group_wait: 30s", "group_wait: 0s"));
    Path executable = Files.writeString(bin.resolve("alertmanager"), "exec " + PROGRAM + " \"$@\"");
    assertThat(executable.toFile().setExecutable(true)).isTrue();
    Path temporary = Files.createDirectory(directory.resolve("tmp"));
    Files.createSymbolicLink(temporary.resolve("alertmanager.yml"), directory.resolve("others"));
    String address = "127.0.0.1:" + new FreePorts().next();
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                bin.resolve("run").toString(),
                "--storage.path=" + directory.resolve("data"),
                "--cluster.listen-address=",
                "--web.listen-address=" + address)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("EVILNET_ALERT_WEBHOOK", url);
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    alertmanager = builder.start();
    return address;
  }

  private Path configuration() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("tmp"))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private void amtool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new java.util.ArrayList<>(List.of("amtool"));
    command.addAll(List.of(arguments));
    Tool.Result result = Tool.run(directory, command);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }
}
