package io.evilnet.streams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.core.CountingRules;
import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.publish.Compression;
import io.evilnet.ingest.publish.PublisherSettings;
import io.evilnet.ingest.replay.Replay;
import io.evilnet.ingest.replay.ReplaySettings;
import io.evilnet.ingest.replay.ReplaySummary;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.platform.topics.Topics;
import io.evilnet.streams.testing.Program;
import io.evilnet.streams.testing.Servers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample stream from a file to the rows that a person asks for, every part being real. */
@ExtendWith(Servers.Extension.class)
class SampleReplayIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int PARTITIONS = 6;

  private static final String TABLE =
      """
      window_start,city,tweets,retweets,users
      2026-11-20T14:00:00Z,"Cape Breton, Nova Scotia",1,0,1
      2026-11-20T14:00:00Z,"Montréal, Québec",3,1,2
      2026-11-20T14:05:00Z,"Cape Breton, Nova Scotia",1,0,1
      2026-11-20T14:05:00Z,"Toronto, Ontario",1,1,1
      """;

  /** With a neighborhood of Montréal, and a point of interest of Toronto. */
  private static final String TABLE_WITH_CONTAINED_PLACES =
      """
      window_start,city,tweets,retweets,users
      2026-11-20T14:00:00Z,"Cape Breton, Nova Scotia",1,0,1
      2026-11-20T14:00:00Z,"Montréal, Québec",3,1,2
      2026-11-20T14:05:00Z,"Cape Breton, Nova Scotia",1,0,1
      2026-11-20T14:05:00Z,"Montréal, Québec",1,0,1
      2026-11-20T14:05:00Z,"Toronto, Ontario",2,1,2
      """;

  private static final Pattern OUTCOME =
      Pattern.compile("evilnet_tweets_total\\{outcome=\"(\\w+)\",partition=\"\\d+\"} ([0-9.]+)");

  private final Servers servers;
  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private Map<String, String> environment;
  private URI address;
  private Program program;

  SampleReplayIT(Servers servers) {
    this.servers = servers;
  }

  @BeforeEach
  void start(TestInfo test) throws IOException {
    String name = "sample_" + Math.abs(test.getTestMethod().orElseThrow().getName().hashCode());
    // The sample would be late behind posts of now, and rows of other tests are not its own.
    servers.empty();
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
    environment =
        Map.of(
            "EVILNET_BOOTSTRAP_SERVERS",
            servers.cluster().bootstrapServers(),
            "EVILNET_CASSANDRA",
            "127.0.0.1:" + servers.cluster().cassandraContactPoint().getPort(),
            "EVILNET_KEYSPACE",
            name,
            "EVILNET_APPLICATION_ID",
            name,
            "EVILNET_TWEETS_PARTITIONS",
            Integer.toString(PARTITIONS),
            "EVILNET_DATA_DIR",
            directory.toString(),
            "EVILNET_RANKING_INTERVAL",
            "200ms",
            "EVILNET_STREAMS_HTTP",
            "127.0.0.1:" + port);
    startProgram();
  }

  @AfterEach
  void stop() {
    program.close();
  }

  @Test
  void shouldCountTheSampleOnceHoweverOftenItIsReplayedAndWhoeverIsKilled()
      throws IOException, InterruptedException, URISyntaxException {
    awaitReady();
    ReplaySummary first = replay();
    assertThat(first.messages()).isEqualTo(2);
    await().atMost(BOUND).untilAsserted(() -> assertThat(counts()).isEqualTo(TABLE));
    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(outcomes())
                    .containsEntry("counted", 6L)
                    .containsEntry("unresolved", 9L)
                    .containsEntry("duplicate", 2L)
                    .containsEntry("late", 0L));
    assertThat(deadLetters()).isEqualTo(1);
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(run("counts")).contains("Posts without a city: 9"));

    replay();
    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(outcomes()).containsEntry("duplicate", 2L + first.posts()));
    assertThat(outcomes()).containsEntry("counted", 6L).containsEntry("unresolved", 9L);
    assertThat(counts()).isEqualTo(TABLE);

    program.kill();
    replay();
    startProgram();
    awaitReady();
    await().atMost(BOUND).untilAsserted(() -> assertThat(lagOfCounting()).isZero());
    assertThat(counts()).isEqualTo(TABLE);

    assertThat(program.terminate()).isEqualTo(143);
  }

  @Test
  void shouldCountPlacesWithinCities()
      throws IOException, InterruptedException, URISyntaxException {
    awaitReady();

    replay(CityResolution.CONTAINED);

    await()
        .atMost(BOUND)
        .untilAsserted(() -> assertThat(counts()).isEqualTo(TABLE_WITH_CONTAINED_PLACES));
    assertThat(run("counts")).contains("Posts without a city: 7");
    assertThat(program.terminate()).isEqualTo(143);
  }

  private void startProgram() {
    program =
        Program.start(
            Main.class, List.of("run"), environment, Path.of("target", "sample-replay-it.log"));
  }

  private void awaitReady() {
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> get("/health/ready").contains("\"status\":\"up\",\"parts\""));
  }

  private ReplaySummary replay() throws IOException, InterruptedException, URISyntaxException {
    return replay(CityResolution.EXACT);
  }

  private ReplaySummary replay(CityResolution resolution)
      throws IOException, InterruptedException, URISyntaxException {
    Path sample = Path.of(getClass().getResource("/x-stream.jsonl").toURI());
    PublisherSettings publisher =
        new PublisherSettings(
            KafkaConnection.open(servers.cluster().bootstrapServers()),
            "it",
            Compression.LZ4,
            Duration.ofSeconds(30));
    return new Replay(
            new ReplaySettings(
                sample.toString(),
                OptionalDouble.empty(),
                "it",
                publisher,
                CountingRules.DEFAULT,
                resolution,
                false))
        .run();
  }

  private String counts() {
    return run("counts", "--format", "csv");
  }

  private String run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = EvilnetCommand.commandLine(new Main(), environment);
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(arguments);
    assertThat(exitCode).as(err.toString()).isZero();
    return out.toString();
  }

  private Map<String, Long> outcomes() throws IOException, InterruptedException {
    Map<String, Long> outcomes = new TreeMap<>();
    Matcher matcher = OUTCOME.matcher(get("/metrics"));
    while (matcher.find()) {
      outcomes.merge(matcher.group(1), (long) Double.parseDouble(matcher.group(2)), Long::sum);
    }
    return outcomes;
  }

  private String get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(address.resolve(path)).timeout(BOUND).build(),
            BodyHandlers.ofString(UTF_8))
        .body();
  }

  private long deadLetters() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      return sum(consumer.endOffsets(partitions(Topics.TWEETS_DEAD.name())))
          - sum(consumer.beginningOffsets(partitions(Topics.TWEETS_DEAD.name())));
    }
  }

  private long lagOfCounting() {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      List<TopicPartition> partitions = partitions(Topics.TWEETS.name());
      Map<TopicPartition, Long> counted = consumer.beginningOffsets(partitions);
      consumer
          .committed(Set.copyOf(partitions))
          .forEach(
              (partition, committed) -> {
                if (committed != null) {
                  counted.put(partition, committed.offset());
                }
              });
      return sum(consumer.endOffsets(partitions)) - sum(counted);
    }
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<TopicPartition> partitions(String topic) {
    return IntStream.range(0, PARTITIONS).mapToObj(i -> new TopicPartition(topic, i)).toList();
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.cluster().bootstrapServers(),
            ConsumerConfig.GROUP_ID_CONFIG, environment.get("EVILNET_APPLICATION_ID")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
