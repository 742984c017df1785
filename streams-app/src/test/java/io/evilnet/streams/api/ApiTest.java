package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evilnet.streams.http.ApiAccess;
import io.evilnet.streams.http.Health;
import io.evilnet.streams.http.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base class of tests of the API over HTTP, with a few rows in an in-memory store. */
abstract class ApiTest {

  static final Instant NOW = Instant.parse("2026-11-20T15:02:00Z");
  static final Instant OPEN = Instant.parse("2026-11-20T15:00:00Z");
  static final Instant EARLIER = Instant.parse("2026-11-20T14:40:00Z");
  static final String MARKUP = "<script>alert(1)</script>, =cmd()";

  volatile Instant now = NOW;
  final FakeStore store = new FakeStore();
  final ObjectMapper json = new ObjectMapper();
  final HttpClient client = HttpClient.newHttpClient();
  final Clockwork clockwork = new Clockwork(window(), Duration.ofMinutes(15), () -> now);
  final QueryApi api = new QueryApi(clockwork, new Freshness(clockwork), store, () -> true, true);
  final HttpServer server =
      new HttpServer(
          ApiAccess.OPEN,
          new Health(List.of()),
          Optional::empty,
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          api::addTo);

  /** Returns the length of a window. */
  Duration window() {
    return Duration.ofMinutes(5);
  }

  @BeforeEach
  void start() {
    store.city("m", "Montréal, Québec");
    store.city("t", "Toronto, Ontario");
    store.city("x", MARKUP);
    store.row(EARLIER, "m", 4, 1, 3);
    store.row(EARLIER, "t", 9, 0, 8);
    store.row(OPEN, "m", 2, 2, 2);
    store.unresolved(OPEN, 6);
    store.contained(OPEN, 1);
    store.received(OPEN, "m", 5);
    server.start(new InetSocketAddress("127.0.0.1", 0));
  }

  @AfterEach
  void stop() {
    api.close();
    server.close();
  }

  JsonNode get(String query) throws IOException, InterruptedException {
    return json.readTree(body(query));
  }

  String body(String query) throws IOException, InterruptedException {
    HttpResponse<String> response = send(query);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  HttpResponse<String> send(String query) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(query)).build(), BodyHandlers.ofString(UTF_8));
  }

  URI uri(String query) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/v1/").resolve(query);
  }
}
