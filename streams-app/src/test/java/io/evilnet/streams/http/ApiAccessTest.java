package io.evilnet.streams.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.security.Identity;
import io.evilnet.platform.security.Login;
import io.evilnet.platform.security.Secret;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiAccessTest {
  private static final Login LOGIN = new Login("api", Secret.known("pass:word é"));

  @TempDir private Path temporary;

  @Test
  void shouldRequireTlsAndPassword() throws Exception {
    SecretsDirectory secrets = new SecretsDirectory(temporary);
    new DevelopmentSecrets(secrets).make(false);
    Identity identity = new Identity(secrets.identity(DevelopmentSecrets.STREAMS_HTTP));
    HttpClient client = HttpClient.newBuilder().sslContext(secrets.trusted().context()).build();

    try (HttpServer server = server(access(Optional.of(identity)))) {
      String address = "https://127.0.0.1:" + server.port();
      String valid = basic("api:pass:word é");

      assertThat(get(client, address + "/", valid).statusCode()).isEqualTo(200);
      assertThat(get(client, address + "/metrics", valid).statusCode()).isEqualTo(200);
      for (String path : List.of("/", "/index.html", "/metrics", "/nowhere", "//health/ready")) {
        HttpResponse<String> response = get(client, address + path, basic("api:wrong"));
        assertThat(response.statusCode()).as(path).isIn(400, 401);
        assertThat(response.body()).as(path).doesNotContain("<html", "pass:word");
      }
      for (String invalid : List.of("Basic !", "Basic", "Bearer x", basic("other:pass:word é"))) {
        HttpResponse<String> response = get(client, address + "/", invalid);
        assertThat(response.statusCode()).as(invalid).isEqualTo(401);
        assertThat(response.headers().firstValue("Content-Type")).contains(Problem.CONTENT_TYPE);
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
      }
      assertThat(get(client, address + "/health/live", null).statusCode()).isEqualTo(200);
      assertThat(get(client, address + "/health/ready", null).statusCode()).isEqualTo(200);
      assertThatThrownBy(
              () -> get(client, "http://127.0.0.1:" + server.port() + "/health/live", null))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void shouldAcceptAnonymousClientsWithoutAuthentication() throws Exception {
    try (HttpServer server = server(ApiAccess.OPEN)) {
      assertThat(
              get(HttpClient.newHttpClient(), "http://127.0.0.1:" + server.port() + "/", null)
                  .statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void shouldRejectPasswordOverPlaintextBeyondLoopback() {
    ApiAccess plaintext = access(Optional.empty());

    plaintext.requireSafeAt(InetSocketAddress.createUnresolved("127.0.0.1", 8080));
    ApiAccess.OPEN.requireSafeAt(InetSocketAddress.createUnresolved("0.0.0.0", 8080));
    assertThatThrownBy(
            () -> plaintext.requireSafeAt(InetSocketAddress.createUnresolved("0.0.0.0", 8080)))
        .hasMessageContaining("api-password-file requires api-identity at 0.0.0.0");
  }

  private static ApiAccess access(Optional<Identity> identity) {
    return new ApiAccess(Optional.of(LOGIN), identity, AllowedOrigins.NONE);
  }

  private static HttpServer server(ApiAccess access) {
    HttpServer server =
        new HttpServer(
            access,
            new Health(List.of()),
            Optional::empty,
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            routes -> {});
    server.start(new InetSocketAddress("127.0.0.1", 0));
    return server;
  }

  private static HttpResponse<String> get(HttpClient client, String address, String authorization)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address));
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }
}
