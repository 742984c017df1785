package io.evilnet.schedule;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CountingRules;
import io.evilnet.schedule.RunMeters.Ending;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleTest {

  private static final String CRON = "0 0/15 * * * ?";

  @TempDir Path directory;

  @Test
  void shouldAskForTheLastClosedHour() {
    Instant now = Instant.parse("2026-11-20T14:02:00Z");

    assertThat(settings(CRON, Duration.ofHours(1), false).command(now))
        .containsExactly(
            "validate",
            "--from=2026-11-20T12:45:00Z",
            "--to=2026-11-20T13:45:00Z",
            "--only-retained");
    assertThat(settings(CRON, Duration.ofHours(1), true).command(now)).startsWith("backfill");
  }

  @Test
  void shouldSayWhatIsWrongWithASetting() {
    assertThatThrownBy(() -> settings("every day", Duration.ofHours(1), false))
        .hasMessageContaining("validate-cron must be");
    assertThatThrownBy(() -> settings(CRON, Duration.ZERO, false))
        .hasMessageContaining("validate-span must be");
  }

  @Test
  void shouldServeTheOutcomesAsMetrics() throws Exception {
    Path report = directory.resolve("report.json");
    Files.writeString(
        report,
        """
        {"run": "r", "posts": {"read": 5}, "rows": {"totals": 9, "wrong": 1, "missing": 2, "extra": 3, "written": 6},
         "differences": [{"rows": {"wrong": 100}}]}""");
    PrometheusMeterRegistry registry = registry();
    RunMeters meters = new RunMeters(registry);
    meters.ended(Ending.of(1), Instant.ofEpochSecond(1_000), Duration.ofSeconds(8));
    meters.read(report);

    try (MetricsServer server = server(registry, true)) {
      assertThat(get(server, "/metrics").body())
          .contains("evilnet_validation_runs_total{outcome=\"different\"} 1.0")
          .contains("evilnet_validation_runs_total{outcome=\"failed\"} 0.0")
          .contains("evilnet_validation_last_rows_different 6.0")
          .contains("evilnet_validation_last_rows_written 6.0")
          .contains("evilnet_validation_last_duration_seconds 8.0");
    }
  }

  @Test
  void shouldAnswerWhileOthersDoNotEndTheirRequests() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (MetricsServer server = server(registry(), true)) {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream().write("GET".getBytes(US_ASCII));
        silent.add(socket);
      }

      assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void shouldNotBeAliveWhenTheSchedulerHasStopped() throws Exception {
    AtomicLong now = new AtomicLong();
    Heartbeat heartbeat = new Heartbeat(now::get);
    now.set(Duration.ofSeconds(59).toNanos());
    assertThat(heartbeat.isAlive()).isTrue();
    heartbeat.beat();
    now.set(Duration.ofSeconds(118).toNanos());
    assertThat(heartbeat.isAlive()).isTrue();
    now.set(Duration.ofSeconds(120).toNanos());
    assertThat(heartbeat.isAlive()).isFalse();

    try (MetricsServer server = server(registry(), false)) {
      assertThat(get(server, "/health/live").statusCode()).isEqualTo(503);
      assertThat(get(server, "/metrics").statusCode()).isEqualTo(200);
    }
  }

  private static PrometheusMeterRegistry registry() {
    return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  }

  private static MetricsServer server(PrometheusMeterRegistry registry, boolean isAlive)
      throws IOException {
    return new MetricsServer(new InetSocketAddress("127.0.0.1", 0), registry, () -> isAlive);
  }

  private static HttpResponse<String> get(MetricsServer server, String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(
                    URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
                .timeout(Duration.ofSeconds(30))
                .build(),
            BodyHandlers.ofString());
  }

  private static ScheduleSettings settings(String cron, Duration span, boolean repair) {
    return new ScheduleSettings(cron, span, repair, CountingRules.DEFAULT);
  }
}
