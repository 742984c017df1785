package io.evilnet.images;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.launcher.cluster.Project;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Starts the processes of the images from their contents, without servers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ImagesIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  /** Addresses without a listening process. */
  private static final Map<String, String> UNREACHABLE_SERVERS =
      Map.of(
          "EVILNET_BOOTSTRAP_SERVERS", "127.0.0.1:1",
          "EVILNET_CASSANDRA", "127.0.0.1:1",
          "EVILNET_X_BASE_URL", "http://127.0.0.1:1",
          "EVILNET_VALIDATE_EVERY", "36500d", // never, because a run would fail
          "X_BEARER_TOKEN_FILE",
              Project.find().root().resolve("infra/compose/simulated-token").toString());

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "simulator, simulator, 8082, ''",
    "ingest, ingest, 8081, not connected to the stream",
    "streams-app, streams-app, 8080, waiting for Kafka",
    "schedule, schedule, 8083, ''"
  })
  void shouldReportHealthWriteToDataDirectoryOnlyAndStopOnSigterm(
      String name, String command, String port, String status) throws Exception {
    UnpackedImage image = UnpackedImage.of(name, folder);
    TreeSet<String> before = image.files();
    boolean isReady = status.isEmpty();
    Process process = image.process(command, UNREACHABLE_SERVERS).start();
    try {
      await().atMost(TIMEOUT).until(() -> hasStatus(process, image, port, status));

      assertThat(image.health(port)).as("health by the script").isEqualTo(isReady ? 0 : 1);
      process.destroy();

      assertThat(process.waitFor(60, SECONDS)).as("ends within a minute").isTrue();
      assertThat(process.exitValue()).as(image.log()).isIn(0, 143);
      assertThat(image.files()).isEqualTo(before);
    } finally {
      process.destroyForcibly();
    }
  }

  private static boolean hasStatus(Process process, UnpackedImage image, String port, String status)
      throws InterruptedException, IOException {
    assertThat(process.isAlive()).as(image.log()).isTrue();
    try {
      var response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create("http://" + image.address(port) + "/health/ready"))
                      .timeout(Duration.ofSeconds(20))
                      .build(),
                  BodyHandlers.ofString());
      return response.body().contains(status);
    } catch (IOException notYet) {
      return false;
    }
  }
}
