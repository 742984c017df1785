package io.evilnet.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.evilnet.launcher.provision.DevelopmentSecrets;
import io.evilnet.launcher.provision.SecretsDirectory;
import io.evilnet.platform.security.Identity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the health checks over TLS of {@code infra/images/healthy}. */
@Timeout(60)
class HealthScriptTest {
  @TempDir private static Path temporary;

  private static SecretsDirectory secrets;
  private static HttpsServer server;
  private static String address;

  @BeforeAll
  static void startServer() throws IOException {
    secrets = new SecretsDirectory(temporary.resolve("secrets"));
    new DevelopmentSecrets(secrets).make(false);
    Identity identity = new Identity(secrets.identity(DevelopmentSecrets.STREAMS_HTTP));
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(identity.context()));
    server.createContext(
        "/health/ready",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    address = "127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterAll
  static void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldAcceptServerThatStartsTlsHandshake() throws Exception {
    assertThat(check("tls", address)).isZero();
  }

  @Test
  void shouldRejectServerWithoutTls() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread responder =
          new Thread(
              () -> {
                try (var client = plain.accept()) {
                  client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                  client.getInputStream().readNBytes(92);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      responder.start();

      assertThat(check("tls", "127.0.0.1:" + plain.getLocalPort())).isEqualTo(1);
      responder.join();
    }
  }

  @Test
  void shouldRequireStatus200AndTrustedCertificate() throws Exception {
    SecretsDirectory otherSecrets = new SecretsDirectory(temporary.resolve("others"));
    new DevelopmentSecrets(otherSecrets).make(false);
    String authority = secrets.authority().toString();

    assertThat(check("https", address, "/health/ready", authority)).isZero();
    assertThat(check("https", address, "/missing", authority)).isEqualTo(1);
    assertThat(check("https", address, "/health/ready", otherSecrets.authority().toString()))
        .isEqualTo(1);
  }

  private static int check(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("bash", ComposeFile.INFRA.resolve("images/healthy").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
