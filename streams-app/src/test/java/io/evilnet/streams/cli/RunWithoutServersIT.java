package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.FreePorts;
import io.evilnet.streams.testing.Program;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process without Kafka and Cassandra. */
class RunWithoutServersIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path directory;

  @Test
  void shouldReportMissingServersUntilTermination() throws IOException, InterruptedException {
    int port = new FreePorts().next();
    try (Program program = run(port)) {
      await()
          .atMost(TIMEOUT)
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(() -> get(port, "/health/live").statusCode() == 200);

      await().atMost(TIMEOUT).until(() -> get(port, "/health/ready").body().contains("Cassandra"));
      HttpResponse<String> ready = get(port, "/health/ready");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.body())
          .contains("\"streams\":{\"status\":\"down\",\"detail\":\"waiting for Kafka\"}")
          .contains("\"cassandra\":{\"status\":\"degraded\"");
      assertThat(get(port, "/metrics").body()).contains("jvm_memory_used_bytes");
      assertThat(get(port, "/").body()).contains("EvilNet");
      assertThat(program.terminate()).isEqualTo(143);
    }
  }

  @Test
  void shouldNameSettingOfAddressInUse() throws IOException, InterruptedException {
    try (ServerSocket occupied = new ServerSocket(0);
        Program program = run(occupied.getLocalPort())) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(log())
          .content()
          .contains(
              "evilnet run: cannot bind streams-http to 127.0.0.1:"
                  + occupied.getLocalPort()
                  + ": the");
    }
  }

  @Test
  void shouldReportUnreadableSettingsFileInOneLine() throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("EVILNET_CONFIG", "missing.properties");
    try (Program program = Program.start(Main.class, List.of("top"), environment, log())) {
      assertThat(program.exitCode()).isEqualTo(2);
      assertThat(log())
          .content()
          .contains("EVILNET_CONFIG")
          .contains("missing.properties")
          .doesNotContain("Exception");
    }
  }

  private Program run(int port) {
    Map<String, String> environment =
        Map.of(
            "EVILNET_BOOTSTRAP_SERVERS",
            "127.0.0.1:1",
            "EVILNET_CASSANDRA",
            "127.0.0.1:1",
            "EVILNET_DATA_DIR",
            directory.toString(),
            "EVILNET_STREAMS_HTTP",
            "127.0.0.1:" + port);
    return Program.start(Main.class, List.of("run"), environment, log());
  }

  private Path log() {
    return directory.resolve("log");
  }

  private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return http.send(HttpRequest.newBuilder(uri).timeout(TIMEOUT).build(), BodyHandlers.ofString());
  }
}
