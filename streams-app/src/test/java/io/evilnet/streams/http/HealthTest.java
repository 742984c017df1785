package io.evilnet.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.http.Health.Part;
import io.evilnet.streams.http.Health.Status;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HealthTest {

  private static final Part STREAMS = new Part("streams", Status.UP, "running");
  private static final Part CASSANDRA = new Part("cassandra", Status.DEGRADED, "no node \"x\"");

  @Test
  void shouldReturnWorstStatusOfParts() {
    assertThat(Health.overall(List.of(STREAMS))).isEqualTo(Status.UP);
    assertThat(Health.overall(List.of(STREAMS, CASSANDRA))).isEqualTo(Status.DEGRADED);
    assertThat(Health.overall(List.of(CASSANDRA, new Part("sink", Status.DOWN, "stopped"))))
        .isEqualTo(Status.DOWN);
  }

  @Test
  void shouldExportCurrentStatusAsMetrics() {
    AtomicReference<Part> sink = new AtomicReference<>(new Part("sink", Status.UP, "running"));
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new HealthMeters(new Health(List.of(() -> STREAMS, sink::get))).bindTo(registry);

    assertThat(registry.scrape()).contains("evilnet_ready 1.0", "{part=\"sink\"} 1.0");

    sink.set(new Part("sink", Status.DEGRADED, "waiting"));
    assertThat(registry.scrape())
        .contains("evilnet_ready 1.0", "{part=\"sink\"} 0.0", "{part=\"streams\"} 1.0");

    sink.set(new Part("sink", Status.DOWN, "stopped"));
    assertThat(registry.scrape()).contains("evilnet_ready 0.0");
  }

  @Test
  void shouldContainEveryPartInJson() {
    assertThat(Health.json(List.of(STREAMS, CASSANDRA)))
        .isEqualTo(
            "{\"status\":\"degraded\",\"parts\":{"
                + "\"streams\":{\"status\":\"up\",\"detail\":\"running\"},"
                + "\"cassandra\":{\"status\":\"degraded\",\"detail\":\"no node \\\"x\\\"\"}}}");
  }
}
