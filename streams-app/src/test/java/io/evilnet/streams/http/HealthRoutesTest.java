package io.evilnet.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.http.Health.Part;
import io.evilnet.streams.http.Health.Status;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRoutesTest {

  private final HttpServer server =
      new HttpServer(
          ApiAccess.OPEN,
          new Health(List.of(() -> new Part("streams", Status.DOWN, "waiting for Kafka"))),
          () -> Optional.of("deadlock"),
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          routes -> {});

  @BeforeEach
  void start() {
    server.start(new InetSocketAddress("127.0.0.1", 0));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /health/live",
    "HEAD, /health/live",
    "GET, /health/ready",
    "HEAD, /health/ready"
  })
  void shouldRespondWith503WhileDown(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody())
            .build();

    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode())
        .isEqualTo(503);
  }
}
