package io.evilnet.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.core.CountingRules;
import io.evilnet.schedule.RunMeters.Ending;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    RunMeters meters = new RunMeters(registry);
    meters.ended(Ending.of(1), Instant.ofEpochSecond(1_000), Duration.ofSeconds(8));
    meters.read(report);

    try (MetricsServer server =
        new MetricsServer(new InetSocketAddress("127.0.0.1", 0), registry)) {
      String metrics =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://127.0.0.1:%d/metrics".formatted(server.port())))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      assertThat(metrics)
          .contains("evilnet_validation_runs_total{outcome=\"different\"} 1.0")
          .contains("evilnet_validation_runs_total{outcome=\"failed\"} 0.0")
          .contains("evilnet_validation_last_rows_different 6.0")
          .contains("evilnet_validation_last_rows_written 6.0")
          .contains("evilnet_validation_last_duration_seconds 8.0");
    }
  }

  private static ScheduleSettings settings(String cron, Duration span, boolean repair) {
    return new ScheduleSettings(cron, span, repair, CountingRules.DEFAULT);
  }
}
