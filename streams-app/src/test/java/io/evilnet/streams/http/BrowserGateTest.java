package io.evilnet.streams.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrowserGateTest {

  private static final List<String> CROSS_SITE =
      List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image");
  private static final List<String> FOLLOWED_LINK =
      List.of("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document");

  private final HttpServer server =
      new HttpServer(
          ApiAccess.OPEN,
          new Health(List.of()),
          Optional::empty,
          new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
          routes -> routes.get("/api/v1/x", context -> context.result("x")));

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldRejectForeignHostNamesOnLoopback() throws IOException {
    server.start(new InetSocketAddress("127.0.0.1", 0));

    for (String local :
        List.of("127.0.0.1:8080", "localhost", "LOCALHOST:1", "[::1]:8080", "a.localhost")) {
      assertThat(status("/", "Host: " + local)).as(local).isEqualTo(200);
    }
    for (String foreign :
        List.of("evil.example", "evil.example:8080", "localhost.evil.example", "1.2.3.4.example")) {
      assertThat(status("/", "Host: " + foreign)).as(foreign).isEqualTo(421);
      assertThat(status("/api/v1/x", "Host: " + foreign)).as(foreign).isEqualTo(421);
      assertThat(status("/metrics", "Host: " + foreign)).as(foreign).isEqualTo(421);
    }
  }

  @Test
  void shouldAcceptServiceNamesBeyondLoopback() throws IOException {
    server.start(new InetSocketAddress("0.0.0.0", 0));

    assertThat(status("/metrics", "Host: streams-app.evilnet.svc:8080")).isEqualTo(200);
  }

  @Test
  void shouldRejectCrossSiteRequestsExceptNavigationToDashboard() throws IOException {
    server.start(new InetSocketAddress("127.0.0.1", 0));

    assertThat(status("/", CROSS_SITE)).isEqualTo(403);
    assertThat(status("/api/v1/x", CROSS_SITE)).isEqualTo(403);
    assertThat(status("/api/v1/x", FOLLOWED_LINK)).isEqualTo(403);
    assertThat(status("/", FOLLOWED_LINK)).isEqualTo(200);
    assertThat(status("/api/v1/x", "Sec-Fetch-Site: same-origin")).isEqualTo(200);
    assertThat(status("/api/v1/x", "Sec-Fetch-Site: none")).isEqualTo(200);
  }

  private int status(String path, List<String> headers) throws IOException {
    return status(path, "Host: localhost\r\n" + String.join("\r\n", headers));
  }

  /** Sends a request over a socket, since {@code HttpClient} does not allow setting Host. */
  private int status(String path, String headers) throws IOException {
    String host = headers.contains("Host:") ? "" : "Host: localhost\r\n";
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      String request =
          "GET " + path + " HTTP/1.1\r\n" + host + headers + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String response = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return Integer.parseInt(response.split(" ")[1]);
    }
  }
}
