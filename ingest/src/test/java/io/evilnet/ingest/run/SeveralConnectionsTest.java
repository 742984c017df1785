package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.place.PlaceSettings;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.XSettings;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import io.evilnet.simulator.SimulatorFixture;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests two accounts concurrently, without Kafka: lines stay in the spool that they share. */
class SeveralConnectionsTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final InetSocketAddress ANY = new InetSocketAddress("127.0.0.1", 0);

  @TempDir private Path directory;

  @Test
  void shouldReadWithSeveralAccountsConcurrently() throws Exception {
    try (Simulator simulator = simulator(Optional.empty());
        Ingest ingest = new Ingest(settings(simulator, simulator))) {
      CompletableFuture<StreamEnd> end = Simulators.run(ingest);
      eventually().until(() -> metric(ingest, "evilnet_ingest_connects_total") >= 2);
      eventually().until(() -> metric(ingest, "evilnet_ingest_connected") == 1);
      eventually().until(() -> metric(ingest, "evilnet_ingest_spool_bytes") > 100_000);
      ingest.stop();
      assertThat(end).succeedsWithin(TIMEOUT).isEqualTo(new StreamEnd.Stopped());
    }
  }

  @Test
  void shouldContinueWhenOneAccountIsRejected() throws Exception {
    try (Simulator open = simulator(Optional.empty());
        Simulator strict = simulator(Optional.of("another"));
        Ingest ingest = new Ingest(settings(open, strict))) {
      CompletableFuture<StreamEnd> end = Simulators.run(ingest);
      await()
          .atMost(TIMEOUT)
          .until(() -> get(ingest, "/health/ready").contains("filtered@2: X responded with 401"));
      assertThat(get(ingest, "/health/ready")).contains("is invalid: check it");
      assertThat(send(ingest, "HEAD", "/health/ready").statusCode()).isEqualTo(503);
      double before = metric(ingest, "evilnet_ingest_spool_bytes");
      eventually().until(() -> metric(ingest, "evilnet_ingest_spool_bytes") > before);
      assertThat(end).isNotDone();
    }
  }

  @Test
  void shouldEndWhenAllAccountsAreRejected() throws Exception {
    try (Simulator strict = simulator(Optional.of("another"));
        Ingest ingest = new Ingest(settings(strict, strict))) {
      assertThat(Simulators.run(ingest))
          .succeedsWithin(TIMEOUT)
          .isInstanceOf(StreamEnd.Refused.class);
    }
  }

  /** Ingest is not reachable immediately. */
  private static ConditionFactory eventually() {
    return await().atMost(TIMEOUT).ignoreExceptions();
  }

  private static Simulator simulator(Optional<String> token) {
    Simulator simulator =
        new Simulator(
            SimulatorFixture.settings(GeneratorSettings.of(1, 500), Duration.ofSeconds(1), token));
    simulator.start();
    return simulator;
  }

  private IngestSettings settings(Simulator first, Simulator second) {
    return new IngestSettings(
        "several",
        ANY,
        List.of(source("filtered", first, "a"), source("filtered@2", second, "b")),
        Duration.ZERO,
        Simulators.spool(directory.resolve("spool"), 1 << 20, 1L << 30),
        new PublisherSettings(
            KafkaConnection.open("127.0.0.1:1"),
            "several",
            Compression.NONE,
            Duration.ofSeconds(5)),
        new PlaceSettings(CityResolution.CONTAINED),
        Long.MAX_VALUE,
        true);
  }

  private static StreamSource source(String name, Simulator simulator, String token) {
    BearerToken bearer =
        BearerToken.readAll(Optional.empty(), Map.of(BearerToken.VARIABLE, token)).get(0);
    return new StreamSource(
        name,
        new XSettings("http://127.0.0.1:" + simulator.port(), bearer, Duration.ofSeconds(25)),
        RuleFile.forCountries(List.of("CA")));
  }

  private static double metric(Ingest ingest, String name) throws Exception {
    return get(ingest, "/metrics")
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static String get(Ingest ingest, String path) throws Exception {
    return send(ingest, "GET", path).body();
  }

  private static HttpResponse<String> send(Ingest ingest, String method, String path)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + ingest.port() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());
  }
}
