package io.evilnet.ingest.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.infra.cluster.LocalCluster;
import io.evilnet.infra.topics.TopicProvisioner;
import io.evilnet.infra.topics.TopicSettings;
import io.evilnet.ingest.cli.Main;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.replay.Replay;
import io.evilnet.ingest.replay.ReplaySettings;
import io.evilnet.ingest.replay.ReplaySummary;
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
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import okio.ByteString;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ingest against two real brokers. Each test is a site of its own. */
class IngestIT {

  private static final Duration LONG = Duration.ofSeconds(60);
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
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      new TopicProvisioner(admin)
          .ensure(new TopicSettings(3, (short) 2, 1, Duration.ofHours(1), Duration.ofHours(1)));
    }
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
      cluster.kill("kafka-1");
      cluster.kill("kafka-2");
      int seenAtOutage = witness.lines().size();
      await().atMost(LONG).until(() -> witness.lines().size() > seenAtOutage + 5_000);
      assertThat(metric(ingest, "evilnet_ingest_connects_total")).isEqualTo(1);
      assertThat(metric(ingest, "evilnet_ingest_spool_lag_bytes")).isPositive();
      cluster.restart("kafka-1");
      cluster.restart("kafka-2");
      List<ByteString> handedOut = witness.lines();
      ByteString last = handedOut.get(handedOut.size() - 1);
      await().atMost(LONG).until(() -> values(site).contains(last));
      assertArrivedInOrder(handedOut, site);
      assertThat(metric(ingest, "evilnet_ingest_connects_total")).isEqualTo(1);
      ingest.stop();
      assertThat(end).succeedsWithin(Duration.ofSeconds(5));
    }
  }

  @Test
  void shouldLoseNothingOfWhatWasAcceptedWhenItsProcessIsKilled() throws Exception {
    String site = "killed";
    List<ByteString> accepted;
    try (Simulator simulator = simulate()) {
      Process process = start(site, simulator, "127.0.0.1:1");
      Path spool = directory.resolve("spool");
      await().atMost(LONG).until(() -> bytesIn(spool) > 1_000_000);
      process.destroyForcibly().waitFor();
      accepted = spooledIn(copy(spool));
      assertThat(accepted).hasSizeGreaterThan(500);
      Process next = start(site, simulator, cluster.bootstrapServers());
      ByteString last = accepted.get(accepted.size() - 1);
      await().atMost(LONG).until(() -> values(site).contains(last));
      next.destroy();
      assertThat(next.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(values(site)).containsAll(accepted);
    assertThat(spooledIn(copy(directory.resolve("spool")))).isEmpty();
  }

  @Test
  void shouldReplayTheSampleWithEachOfItsNumbers() throws Exception {
    Path sample = Path.of(IngestIT.class.getResource("/x-stream.jsonl").toURI());
    ReplaySummary summary = replay("sample", sample);
    assertThat(summary.lines()).isEqualTo(21);
    assertThat(summary.posts()).isEqualTo(17);
    assertThat(summary.messages()).isEqualTo(2);
    assertThat(summary.keepAlives()).isEqualTo(1);
    assertThat(summary.deadLetters()).isEqualTo(1);
    List<String> lines = Files.readAllLines(sample);
    List<String> posts =
        lines.stream().filter(line -> line.contains("\"data\"") && line.endsWith("}")).toList();
    assertThat(kafka.of("tweets", "sample"))
        .extracting(record -> new String(record.value(), UTF_8))
        .containsExactlyInAnyOrderElementsOf(posts);
    assertThat(kafka.of("tweets", "sample"))
        .allSatisfy(
            record ->
                assertThat(new String(record.value(), UTF_8))
                    .contains("\"author_id\":\"" + new String(record.key(), UTF_8) + "\""));
    assertThat(kafka.of("tweets-dead", "sample"))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.value()).isEqualTo(lines.get(lines.size() - 1).getBytes(UTF_8));
              assertThat(KafkaContents.header(record, "dead-reason")).isEqualTo("not-json");
              assertThat(KafkaContents.header(record, "dead-by")).isEqualTo("ingest");
            });
  }

  @Test
  void shouldMakeDeadLettersOfAnyBytes() throws Exception {
    byte[] random = new byte[3_000_000];
    new Random(11).nextBytes(random);
    Path file = directory.resolve("random");
    Files.write(file, random);
    ReplaySummary summary = replay("random", file);
    assertThat(summary.posts()).isZero();
    assertThat(summary.lines()).isEqualTo(summary.deadLetters() + summary.keepAlives());
    assertThat(kafka.of("tweets-dead", "random")).hasSize(Math.toIntExact(summary.deadLetters()));
  }

  @Test
  void shouldCarryLinesOfAnyLength() throws Exception {
    Path file = directory.resolve("long");
    String post =
        "{\"data\":{\"id\":\"1\",\"author_id\":\"2\",\"created_at\":\"2026-11-20T14:00:00Z\",\"text\":\"";
    String longest = post + "x".repeat(16 * 1024 * 1024 - post.length() - 3) + "\"}}";
    Files.writeString(file, longest + "\n" + longest + "x\n" + post + "\"}}\n");
    ReplaySummary summary = replay("long", file);
    assertThat(summary.posts()).isEqualTo(2);
    assertThat(summary.deadLetters()).isEqualTo(1);
    assertThat(kafka.of("tweets", "long"))
        .extracting(record -> record.value().length)
        .containsExactlyInAnyOrder(16 * 1024 * 1024, post.length() + 3);
    assertThat(kafka.of("tweets-dead", "long"))
        .singleElement()
        .satisfies(record -> assertThat(record.value()).hasSize(64 * 1024));
  }

  /** Each line is there, and the first arrivals of an author's lines are in order. */
  private static void assertArrivedInOrder(List<ByteString> handedOut, String site) {
    Map<ByteString, Integer> places = new HashMap<>();
    for (int i = 0; i < handedOut.size(); i++) {
      places.putIfAbsent(handedOut.get(i), i);
    }
    Map<ByteString, Integer> lastOfAuthor = new HashMap<>();
    Set<ByteString> arrived = new HashSet<>();
    int first = Integer.MAX_VALUE;
    for (ConsumerRecord<byte[], byte[]> record : kafka.of("tweets", site)) {
      ByteString line = ByteString.of(record.value());
      Integer place = places.get(line);
      if (place != null && arrived.add(line)) {
        first = Math.min(first, place);
        Integer before = lastOfAuthor.put(ByteString.of(record.key()), place);
        assertThat(before == null || before < place).as("order of an author's posts").isTrue();
      }
    }
    assertThat(arrived).containsAll(handedOut.subList(first, handedOut.size()));
    assertThat(first).as("lines before ingest was connected").isLessThan(handedOut.size() / 2);
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

  private static ReplaySummary replay(String site, Path file) throws Exception {
    return new Replay(
            new ReplaySettings(
                file.toString(),
                OptionalDouble.empty(),
                site,
                publisher(site, cluster.bootstrapServers()),
                false))
        .run();
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
