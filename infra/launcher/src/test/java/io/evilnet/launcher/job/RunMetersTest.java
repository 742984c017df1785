package io.evilnet.launcher.job;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunMetersTest {

  private static final Duration EVERY = Duration.ofHours(1);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @TempDir private Path directory;

  @Test
  void shouldServeTheOutcomesAsMetrics() throws Exception {
    Files.writeString(
        directory.resolve("report.json"),
        """
        {"run": "r", "posts": {"read": 5}, "rows": {"totals": 9, "wrong": 1, "missing": 2, "extra": 3, "written": 6},
         "differences": [{"rows": {"wrong": 100}}]}""");
    Instant start = Instant.ofEpochSecond(992);
    new RunMeters(registry, EVERY).ended(new EndedRun(1, start, start.plusSeconds(8)), directory);

    try (MetricsServer server = server()) {
      assertThat(get(server, "/metrics"))
          .contains("evilnet_validation_runs_total{outcome=\"different\"} 1.0")
          .contains("evilnet_validation_runs_total{outcome=\"failed\"} 0.0")
          .contains("evilnet_validation_interval_seconds 3600.0")
          .contains("evilnet_validation_last_failed 0.0")
          .contains("evilnet_validation_last_end_seconds 1000.0")
          .contains("evilnet_validation_last_rows_different 6.0")
          .contains("evilnet_validation_last_rows_written 6.0")
          .contains("evilnet_validation_last_duration_seconds 8.0");
    }
  }

  @Test
  void shouldTellThatTheLastRunFailed() {
    RunMeters meters = new RunMeters(registry, EVERY);
    meters.ended(new EndedRun(2, Instant.EPOCH, Instant.EPOCH), directory);
    assertThat(registry.get("evilnet.validation.last.failed").gauge().value()).isEqualTo(1);

    meters.ended(new EndedRun(0, Instant.EPOCH, Instant.EPOCH), directory);

    assertThat(registry.get("evilnet.validation.last.failed").gauge().value()).isZero();
  }

  @Test
  void shouldReadAReportThatExceedsTheHeap() throws Exception {
    String difference =
        "{\"table\": \"city_counts\", \"window\": \"2026-11-20T14:00:00Z\", \"place\": \"p\"}";
    Files.writeString(
        directory.resolve("report.json"),
        "{\"differences\": [%s], \"rows\": {\"missing\": 100000}}"
            .formatted(String.join(",", Collections.nCopies(100_000, difference))));
    RunMeters meters = new RunMeters(registry, EVERY);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    meters.ended(new EndedRun(1, Instant.EPOCH, Instant.EPOCH), directory);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    assertThat(registry.get("evilnet.validation.last.rows.different").gauge().value())
        .isEqualTo(100_000);
  }

  @Test
  void shouldAnswerWhileOthersDoNotEndTheirRequests() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try (MetricsServer server = server()) {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream().write("GET".getBytes(US_ASCII));
        silent.add(socket);
      }

      assertThat(get(server, "/health/live")).isEqualTo("ready\n");
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private MetricsServer server() throws IOException {
    MetricsServer server = new MetricsServer(new InetSocketAddress("127.0.0.1", 0), registry);
    server.start();
    return server;
  }

  private static String get(MetricsServer server, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
            BodyHandlers.ofString())
        .body();
  }
}
