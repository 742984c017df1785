package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.SharedKafka;
import io.evilnet.ingest.SharedKafka.Servers;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.simulator.GeneratorSettings;
import io.evilnet.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests a full spool while Kafka accepts nothing: reading stops and resumes. */
@ExtendWith(SharedKafka.class)
class FullSpoolIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final Duration POLL = Duration.ofMillis(300);

  private final Servers servers;
  private final KafkaContents kafka;

  @TempDir private Path directory;

  FullSpoolIT(Servers servers) {
    this.servers = servers;
    this.kafka = servers.contents();
  }

  @Test
  void shouldNotLoseLinesWhenSpoolIsFull() throws Exception {
    fillAndDrain(
        "bound", Simulators.spool(directory.resolve("spool"), 1 << 20, 3 << 20), "spool-max");
  }

  /** The disk is smaller than a segment: space is only freed by rolling a segment early. */
  @Test
  void shouldNotLoseLinesWhenDiskIsFull() throws Exception {
    assumeTrue(isRoot(), "only root can mount a small disk");
    run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", directory.toString());
    try {
      fillAndDrain(
          "disk",
          Simulators.spool(directory.resolve("spool"), 64 << 20, 1L << 30),
          "No space left");
    } finally {
      run("umount", directory.toString());
    }
  }

  private void fillAndDrain(String site, SpoolSettings spool, String reason) throws Exception {
    LocalCluster cluster = servers.cluster();
    DeliveredLines delivered = new DeliveredLines();
    try (Simulator simulator =
        new Simulator(Simulators.simulator(GeneratorSettings.of(5, 2_000)), delivered)) {
      simulator.start();
      cluster.pause("kafka-1");
      cluster.pause("kafka-2");
      try (Ingest ingest =
          new Ingest(
              Simulators.ingest(
                  site, Simulators.x(simulator.port(), 0), spool, servers.bootstrapServers()))) {
        CompletableFuture<StreamEnd> end = Simulators.run(ingest);
        await().atMost(TIMEOUT).until(() -> get(ingest, "/health/ready").contains(reason));
        assertThat(Metrics.value(get(ingest, "/metrics"), "evilnet_ingest_spool_blocked")).isOne();
        long full = delivered.count();
        cluster.resume("kafka-1");
        cluster.resume("kafka-2");
        await().atMost(TIMEOUT).until(() -> delivered.count() > full + 10_000);
        List<ByteString> lines = delivered.lines();
        await()
            .atMost(TIMEOUT)
            .pollInterval(POLL)
            .untilAsserted(() -> assertThat(Arrivals.missing(kafka, site, lines)).isEmpty());
        assertThat(end).isNotDone();
        assertThat(Metrics.value(get(ingest, "/metrics"), "evilnet_ingest_connects_total")).isOne();
      } finally {
        cluster.resume("kafka-1");
        cluster.resume("kafka-2");
      }
    }
  }

  private static String get(Ingest ingest, String path) throws Exception {
    // Not reachable until it is running.
    if (ingest.port() < 0) {
      return "";
    }
    URI uri = URI.create("http://127.0.0.1:" + ingest.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
        .body();
  }

  private static boolean isRoot() throws IOException {
    return Files.exists(Path.of("/proc/self"))
        && (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
