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
import java.net.http.HttpResponse;
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

  private Instant now = Instant.parse("2026-11-20T14:02:00Z");
  private final Readiness readiness = new Readiness(EVERY, () -> now);

  @TempDir private Path directory;

  @Test
  void shouldServeOutcomesAsMetrics() throws Exception {
    Files.writeString(
        directory.resolve("report.json"),
        """
        {"run": "r", "posts": {"read": 5}, "rows": {"totals": 9, "wrong": 1, "missing": 2, "extra": 3, "written": 6},
         "differences": [{"rows": {"wrong": 100}}]}""");
    Instant start = Instant.ofEpochSecond(992);
    new RunMeters(registry, EVERY, now)
        .ended(new EndedRun(1, start, start.plusSeconds(8)), directory);

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
  void shouldReportProcessStartAsLastEndBeforeFirstRun() {
    new RunMeters(registry, EVERY, now);

    assertThat(registry.get("evilnet.validation.last.end.seconds").gauge().value())
        .isEqualTo(now.getEpochSecond());
  }

  @Test
  void shouldReportFailureOfLastRun() {
    RunMeters meters = new RunMeters(registry, EVERY, now);
    meters.ended(new EndedRun(2, Instant.EPOCH, Instant.EPOCH), directory);
    assertThat(registry.get("evilnet.validation.last.failed").gauge().value()).isEqualTo(1);

    meters.ended(new EndedRun(0, Instant.EPOCH, Instant.EPOCH), directory);

    assertThat(registry.get("evilnet.validation.last.failed").gauge().value()).isZero();
  }

  @Test
  void shouldResetRowsWhenRunComparesNothing() throws Exception {
    RunMeters meters = new RunMeters(registry, EVERY, now);
    Path report = directory.resolve("report.json");
    Files.writeString(report, "{\"rows\": {\"missing\": 2, \"written\": 2}}");
    meters.ended(new EndedRun(1, Instant.EPOCH, Instant.EPOCH), directory);

    Files.delete(report);
    meters.ended(new EndedRun(2, Instant.EPOCH, Instant.EPOCH), directory);
    assertThat(rows("different")).isEqualTo(2);
    assertThat(rows("written")).isEqualTo(2);

    meters.ended(new EndedRun(0, Instant.EPOCH, Instant.EPOCH), directory);
    assertThat(rows("different")).isZero();
    assertThat(rows("written")).isZero();
  }

  private double rows(String kind) {
    return registry.get("evilnet.validation.last.rows." + kind).gauge().value();
  }

  @Test
  void shouldReadLargeReportWithBoundedMemory() throws Exception {
    String difference =
        "{\"table\": \"city_counts\", \"window\": \"2026-11-20T14:00:00Z\", \"place\": \"p\"}";
    Files.writeString(
        directory.resolve("report.json"),
        "{\"differences\": [%s], \"rows\": {\"missing\": 100000}}"
            .formatted(String.join(",", Collections.nCopies(100_000, difference))));
    RunMeters meters = new RunMeters(registry, EVERY, now);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    meters.ended(new EndedRun(1, Instant.EPOCH, Instant.EPOCH), directory);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
    assertThat(registry.get("evilnet.validation.last.rows.different").gauge().value())
        .isEqualTo(100_000);
  }

  @Test
  void shouldBeUnreadyAfterFailedRunUntilOneCompletes() throws Exception {
    try (MetricsServer server = server()) {
      assertThat(send(server, "/health/ready").statusCode()).isEqualTo(200);

      readiness.ended(new EndedRun(2, now, now));
      HttpResponse<String> failed = send(server, "/health/ready");
      assertThat(failed.statusCode()).isEqualTo(503);
      assertThat(failed.body())
          .isEqualTo(
              "the last run failed at 2026-11-20T14:02:00Z: see the logs of the schedule and the job\n");
      assertThat(send(server, "/health/live").statusCode()).isEqualTo(200);

      readiness.ended(new EndedRun(1, now, now));
      assertThat(send(server, "/health/ready").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void shouldBeUnreadyWhileRunIsOverdue() {
    now = now.plus(Duration.ofMinutes(150));
    assertThat(readiness.reasons()).isEmpty();

    now = now.plusSeconds(1);
    assertThat(readiness.reasons())
        .containsExactly("no run has ended since 2026-11-20T14:02:00Z, with an interval of 3600 s");

    readiness.ended(new EndedRun(0, now, now));
    assertThat(readiness.reasons()).isEmpty();
  }

  @Test
  void shouldRespondWhileOtherRequestsAreIncomplete() throws Exception {
    List<Socket> idleClients = new ArrayList<>();
    try (MetricsServer server = server()) {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.getOutputStream().write("GET".getBytes(US_ASCII));
        idleClients.add(socket);
      }

      assertThat(get(server, "/health/live")).isEqualTo("live\n");
    } finally {
      for (Socket socket : idleClients) {
        socket.close();
      }
    }
  }

  private MetricsServer server() throws IOException {
    MetricsServer server =
        new MetricsServer(new InetSocketAddress("127.0.0.1", 0), readiness, registry);
    server.start();
    return server;
  }

  private static String get(MetricsServer server, String path) throws Exception {
    return send(server, path).body();
  }

  private static HttpResponse<String> send(MetricsServer server, String path) throws Exception {
    URI address = URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30)).build(),
            BodyHandlers.ofString());
  }
}
