package io.evilnet.streams.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.evilnet.platform.security.Login;
import io.evilnet.platform.security.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class CrossOriginGateTest {

  private static final String ALLOWED = "https://example.org";
  private static final String OTHER = "https://other.example";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  private static final Login LOGIN = new Login("api", Secret.known("password"));

  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void shouldAllowConfiguredOriginsToReadApi() throws Exception {
    start(ALLOWED + ", http://localhost:3000", Optional.empty());

    HttpResponse<String> response = send("GET", "/api/v1/x", ALLOWED);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue(ALLOW_ORIGIN)).contains(ALLOWED);
    assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
        .contains("Date, Deprecation, ETag, Link, Retry-After");
    assertThat(response.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(response.headers().allValues("Vary")).contains("Origin");
    assertThat(send("GET", "/api/v1/x", "http://localhost:3000").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {OTHER, "http://example.org", "https://example.org:8443", "null"})
  void shouldRejectOtherOrigins(String origin) throws Exception {
    start(ALLOWED, Optional.empty());

    HttpResponse<String> response = send("GET", "/api/v1/x", origin);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue(ALLOW_ORIGIN)).isEmpty();
  }

  @Test
  void shouldAllowAllOriginsWhenConfigured() throws Exception {
    start("*", Optional.empty());

    assertThat(send("GET", "/api/v1/x", OTHER).headers().firstValue(ALLOW_ORIGIN)).contains("*");
    assertThat(send("GET", "/api/v1/x", null).statusCode()).as("not of a script").isEqualTo(403);
  }

  @Test
  void shouldAllowAllOriginsToReadCachedNavigationResponse() throws Exception {
    start("*", Optional.empty());

    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/x"))
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue(ALLOW_ORIGIN)).contains("*");
    assertThat(response.headers().allValues("Vary")).doesNotContain("Origin");
  }

  @ParameterizedTest
  @CsvSource({"*, false, true", "*, true, false", "https://example.org, false, false"})
  void shouldWarnAboutAllOriginsWithoutPassword(
      String origins, boolean authenticated, boolean warning) {
    Logger logger = (Logger) LoggerFactory.getLogger(HttpServer.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);

    start(origins, authenticated ? Optional.of(LOGIN) : Optional.empty());

    logger.detachAppender(log);
    assertThat(
            log.list.stream().anyMatch(event -> event.getMessage().startsWith("api-allow-origin")))
        .isEqualTo(warning);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/metrics", "/health/ready", "/js/app.js", "/api"})
  void shouldAllowCrossOriginRequestsToApiOnly(String path) throws Exception {
    start("*", Optional.empty());

    HttpResponse<String> response = send("GET", path, ALLOWED);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue(ALLOW_ORIGIN)).isEmpty();
  }

  @Test
  void shouldRespondToPreflightRequestsWithoutPassword() throws Exception {
    start(ALLOWED, Optional.of(LOGIN));

    HttpHeaders preflight = send("OPTIONS", "/api/v1/x", ALLOWED, 204);

    assertThat(preflight.firstValue(ALLOW_ORIGIN)).contains(ALLOWED);
    assertThat(preflight.firstValue("Access-Control-Allow-Methods")).contains("GET, HEAD, OPTIONS");
    assertThat(preflight.firstValue("Access-Control-Allow-Headers")).contains("If-None-Match");
    assertThat(preflight.firstValue("Access-Control-Max-Age")).contains("600");
    assertThat(preflight.firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(send("GET", "/api/v1/x", ALLOWED, 401).firstValue(ALLOW_ORIGIN)).contains(ALLOWED);
    assertThat(send("OPTIONS", "/api/v1/x", OTHER, 403).firstValue(ALLOW_ORIGIN)).isEmpty();
  }

  @Test
  void shouldAllowOnlyReadMethods() throws Exception {
    start(ALLOWED, Optional.empty());

    assertThat(send("HEAD", "/api/v1/x", ALLOWED, 200).firstValue(ALLOW_ORIGIN)).contains(ALLOWED);
    send("POST", "/api/v1/x", ALLOWED, 405);
    send("DELETE", "/api/v1/x", ALLOWED, 405);
  }

  @Test
  void shouldRejectAllOriginsByDefault() throws Exception {
    start("", Optional.empty());

    assertThat(send("GET", "/api/v1/x", ALLOWED, 403).firstValue(ALLOW_ORIGIN)).isEmpty();
    assertThat(send("OPTIONS", "/api/v1/x", ALLOWED, 403).firstValue(ALLOW_ORIGIN)).isEmpty();
  }

  private void start(String origins, Optional<Login> login) {
    server =
        new HttpServer(
            new ApiAccess(login, Optional.empty(), AllowedOrigins.parse(origins)),
            new Health(List.of()),
            Optional::empty,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            routes -> routes.get("/api/v1/x", context -> context.result("x")));
    server.start(new InetSocketAddress("127.0.0.1", 0));
  }

  private HttpHeaders send(String method, String path, String origin, int status)
      throws IOException, InterruptedException {
    HttpResponse<String> response = send(method, path, origin);
    assertThat(response.statusCode()).as(method).isEqualTo(status);
    return response.headers();
  }

  private HttpResponse<String> send(String method, String path, String origin)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .method(method, BodyPublishers.noBody())
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", origin == null ? "no-cors" : "cors");
    if (origin != null) {
      request.header("Origin", origin);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
