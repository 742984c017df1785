package io.evilnet.streams.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.evilnet.streams.dashboard.Browser;
import io.evilnet.streams.http.AllowedOrigins;
import io.evilnet.streams.http.ApiAccess;
import io.evilnet.streams.http.Health;
import io.evilnet.streams.http.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Access to the API by a page of another site in a real browser. */
class CrossOriginPageIT extends ApiTest {

  private static final String FETCH =
      "return fetch(arguments[0], {headers: arguments[1] ?? []}).then(r => r.status, e => 'blocked')";
  private static final String LISTEN =
      """
      return new Promise((done) => {
        const events = new EventSource(arguments[0]);
        events.addEventListener('hello', () => done('hello'));
        events.onerror = () => done('blocked');
      })""";

  private com.sun.net.httpserver.HttpServer site;
  private HttpServer shared;

  @BeforeEach
  void open() throws IOException {
    site = com.sun.net.httpserver.HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    site.createContext("/", CrossOriginPageIT::page);
    site.start();
    AllowedOrigins origins =
        AllowedOrigins.parse("http://localhost:" + site.getAddress().getPort());
    shared =
        new HttpServer(
            new ApiAccess(Optional.empty(), Optional.empty(), origins),
            new Health(List.of()),
            Optional::empty,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            api::addTo);
    shared.start(new InetSocketAddress("127.0.0.1", 0));
  }

  @AfterEach
  void close() {
    api.close();
    shared.close();
    site.stop(0);
  }

  @Test
  void shouldReadApiFromAllowedOrigin() {
    String allowed = "http://127.0.0.1:" + shared.port();
    try (Browser browser = Browser.open()) {
      browser.go(URI.create("http://localhost:" + site.getAddress().getPort() + "/"));

      assertThat(browser.run(FETCH, allowed + "/api/v1/top", null)).isEqualTo(200L);
      assertThat(
              browser.run(FETCH, allowed + "/api/v1/top", List.of(List.of("If-None-Match", "x"))))
          .as("after a preflight request")
          .isEqualTo(200L);
      assertThat(browser.run(FETCH, allowed + "/api/v1/top?n=0", null)).isEqualTo(400L);
      assertThat(browser.run(LISTEN, allowed + "/api/v1/events")).isEqualTo("hello");
      assertThat(browser.run(FETCH, allowed + "/metrics", null)).isEqualTo("blocked");
      assertThat(browser.run(FETCH, uri("top").toString(), null)).isEqualTo("blocked");
      assertThat(browser.run(LISTEN, uri("events").toString())).isEqualTo("blocked");
    }
  }

  private static void page(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/html");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().write("<title>A page</title>".getBytes(UTF_8));
    exchange.close();
  }
}
