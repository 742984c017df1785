package io.evilnet.ingest.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.infra.cluster.LocalCluster;
import io.evilnet.infra.topics.StreamGap;
import io.evilnet.ingest.KafkaContents;
import io.evilnet.ingest.cli.Main;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.simulator.GeneratorSettings;
import io.evilnet.ingest.simulator.Simulator;
import io.evilnet.ingest.simulator.SimulatorSettings;
import io.evilnet.ingest.spool.FsyncPolicy;
import io.evilnet.ingest.spool.Spool;
import io.evilnet.ingest.spool.SpoolReader;
import io.evilnet.ingest.spool.SpoolSettings;
import io.evilnet.ingest.spool.SpooledLine;
import io.evilnet.ingest.x.BearerToken;
import io.evilnet.ingest.x.RuleFile;
import io.evilnet.ingest.x.StreamEnd;
import io.evilnet.ingest.x.XSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okio.ByteString;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest against two real brokers. Each test is a site of its own. */
class IngestIT {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final int POSTS_PER_SECOND = 500;

  @TempDir private static Path clusterDirectory;
  private static LocalCluster cluster;
  private static KafkaContents kafka;

  @TempDir private Path directory;

  @BeforeAll
  static void startKafka() {
    cluster = LocalCluster.in(clusterDirectory).withoutCassandra().start();
    kafka = new KafkaContents(cluster.bootstrapServers());
    kafka.createTopics();
  }

  @AfterAll
  static void stopKafka() {
    cluster.close();
  }

  @Test
  void shouldLoseNothingWhenBothBrokersAreKilledAndComeBack() throws Exception {
    String site = "outage";
    try (Simulator simulator = simulate();
        Witness witness = Witness.of(simulator.port());
        Ingest ingest = new Ingest(settings(site, simulator, cluster.bootstrapServers()))) {
      CompletableFuture<StreamEnd> end = run(ingest);
      await().atMost(LONG).until(() -> isReady(ingest) && kafka.of("tweets", site).size() > 100);
      // From here on both clients are handed the same; before, only the witness was there.
      int connected = witness.lines().size();
      cluster.kill("kafka-1");
      cluster.kill("kafka-2");
      int seenAtOutage = witness.lines().size();
      await().atMost(LONG).until(() -> witness.lines().size() > seenAtOutage + 5_000);
      assertThat(metric(ingest, "evilnet_ingest_connects_total")).isEqualTo(1);
      assertThat(metric(ingest, "evilnet_ingest_spool_lag_bytes")).isPositive();
      cluster.restart("kafka-1");
      cluster.restart("kafka-2");
      List<ByteString> seen = witness.lines();
      List<ByteString> handedOut = seen.subList(connected, seen.size());
      await().atMost(LONG).until(() -> missing(handedOut, site).isEmpty());
      assertArrivedInOrder(handedOut, site);
      assertThat(metric(ingest, "evilnet_ingest_connects_total")).isEqualTo(1);
      ingest.stop();
      assertThat(end).succeedsWithin(Duration.ofSeconds(5));
    }
  }

  @Test
  void shouldLoseNothingOfWhatWasAcceptedWhenItsProcessIsKilled() throws Exception {
    String site = "killed";
    try (Simulator simulator = simulate()) {
      Process process = start(site, simulator, "127.0.0.1:1");
      Path spool = directory.resolve("spool");
      await().atMost(LONG).until(() -> bytesIn(spool) > 1_000_000);
      process.destroyForcibly().waitFor();
      List<ByteString> accepted = spooledIn(copy(spool));
      assertThat(accepted).hasSizeGreaterThan(500);
      Process next = start(site, simulator, cluster.bootstrapServers());
      await().atMost(LONG).until(() -> values(site).containsAll(accepted));
      await().atMost(LONG).until(() -> kafka.gaps(site).stream().anyMatch(gap -> !gap.isOpen()));
      assertThat(kafka.gaps(site)).extracting(StreamGap::cause).containsExactly("process-died");
      next.destroy();
      assertThat(next.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(spooledIn(copy(directory.resolve("spool")))).isEmpty();
  }

  private static List<ByteString> missing(List<ByteString> handedOut, String site) {
    Set<ByteString> arrived = values(site);
    return handedOut.stream().filter(line -> !arrived.contains(line)).toList();
  }

  /** The first arrivals of an author's lines are in the order in which they were handed out. */
  private static void assertArrivedInOrder(List<ByteString> handedOut, String site) {
    Map<ByteString, Integer> places = new HashMap<>();
    for (int i = 0; i < handedOut.size(); i++) {
      places.putIfAbsent(handedOut.get(i), i);
    }
    Map<ByteString, Integer> lastOfAuthor = new HashMap<>();
    Set<ByteString> arrived = new HashSet<>();
    for (ConsumerRecord<byte[], byte[]> record : kafka.of("tweets", site)) {
      ByteString line = ByteString.of(record.value());
      Integer place = places.get(line);
      if (place != null && arrived.add(line)) {
        Integer before = lastOfAuthor.put(ByteString.of(record.key()), place);
        assertThat(before == null || before < place).as("order of an author's posts").isTrue();
      }
    }
    assertThat(arrived).isEqualTo(places.keySet());
  }

  private static Simulator simulate() {
    Simulator simulator =
        new Simulator(
            new SimulatorSettings(
                new InetSocketAddress("127.0.0.1", 0),
                GeneratorSettings.of(5, POSTS_PER_SECOND),
                Duration.ofSeconds(1),
                Optional.empty()));
    simulator.start();
    return simulator;
  }

  private IngestSettings settings(String site, Simulator simulator, String bootstrapServers) {
    BearerToken token =
        BearerToken.read(Optional.empty(), Map.of(BearerToken.VARIABLE, "simulated"));
    return new IngestSettings(
        site,
        new InetSocketAddress("127.0.0.1", 0),
        new XSettings("http://127.0.0.1:" + simulator.port(), token, Duration.ofSeconds(25)),
        RuleFile.forCountries(List.of("CA")),
        spoolSettings(directory.resolve("spool")),
        publisher(site, bootstrapServers));
  }

  private static SpoolSettings spoolSettings(Path spool) {
    return new SpoolSettings(spool, 1 << 20, 1L << 30, Duration.ofMinutes(15), FsyncPolicy.NONE);
  }

  private static PublisherSettings publisher(String site, String bootstrapServers) {
    return new PublisherSettings(bootstrapServers, site, Compression.LZ4, Duration.ofSeconds(5));
  }

  private static CompletableFuture<StreamEnd> run(Ingest ingest) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return ingest.run();
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  /** The process as a person starts it. */
  private Process start(String site, Simulator simulator, String bootstrapServers)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "run",
            "--site=" + site,
            "--x-base-url=http://127.0.0.1:" + simulator.port(),
            "--bootstrap-servers=" + bootstrapServers,
            "--ingest-http=127.0.0.1:0",
            "--data-dir=" + directory);
    builder.environment().put(BearerToken.VARIABLE, "simulated");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  private static Set<ByteString> values(String site) {
    Set<ByteString> values = new HashSet<>();
    kafka.of("tweets", site).forEach(record -> values.add(ByteString.of(record.value())));
    return values;
  }

  private static long bytesIn(Path spool) throws IOException {
    if (!Files.isDirectory(spool)) {
      return 0;
    }
    long bytes = 0;
    try (Stream<Path> files = Files.list(spool)) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  private Path copy(Path spool) throws IOException {
    Path copy = Files.createTempDirectory(directory, "copy");
    try (Stream<Path> files = Files.list(spool)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static List<ByteString> spooledIn(Path spool) throws Exception {
    List<ByteString> lines = new ArrayList<>();
    try (Spool opened = Spool.open(spoolSettings(spool));
        SpoolReader reader = opened.reader()) {
      for (SpooledLine next = reader.poll(AT_ONCE); next != null; next = reader.poll(AT_ONCE)) {
        lines.add(ByteString.of(next.line().line().bytes()));
      }
    }
    return lines;
  }

  private static boolean isReady(Ingest ingest) throws Exception {
    return get(ingest, "/health/ready").statusCode() == 200;
  }

  private static double metric(Ingest ingest, String name) throws Exception {
    return get(ingest, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  private static HttpResponse<String> get(Ingest ingest, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + ingest.port() + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
