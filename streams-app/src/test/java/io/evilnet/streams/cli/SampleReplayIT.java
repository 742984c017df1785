package io.evilnet.streams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.evilnet.ingest.place.CityResolution;
import io.evilnet.ingest.replay.ReplaySummary;
import io.evilnet.platform.settings.EvilnetCommand;
import io.evilnet.platform.topics.Topics;
import io.evilnet.streams.testing.PostReplay;
import io.evilnet.streams.testing.RunningApp;
import io.evilnet.streams.testing.Servers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
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
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The sample stream, from its file to the output of the commands, through the real components. */
@ExtendWith(Servers.Extension.class)
class SampleReplayIT {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final int PARTITIONS = 6;
  private static final AtomicInteger STARTED = new AtomicInteger();

  private static final String TABLE =
      """
      window_start,city,tweets,retweets,users,received_retweets
      2026-11-20T14:00:00Z,"Cape Breton, Nova Scotia",1,0,1,0
      2026-11-20T14:00:00Z,"Montréal, Québec",3,1,2,0
      2026-11-20T14:05:00Z,"Cape Breton, Nova Scotia",1,0,1,0
      2026-11-20T14:05:00Z,"Toronto, Ontario",1,1,1,0
      """;

  /** With a neighborhood of Montréal and a point of interest of Toronto. */
  private static final String TABLE_WITH_CONTAINED_PLACES =
      """
      window_start,city,tweets,retweets,users,received_retweets
      2026-11-20T14:00:00Z,"Cape Breton, Nova Scotia",1,0,1,0
      2026-11-20T14:00:00Z,"Montréal, Québec",3,1,2,0
      2026-11-20T14:05:00Z,"Cape Breton, Nova Scotia",1,0,1,0
      2026-11-20T14:05:00Z,"Montréal, Québec",1,0,1,0
      2026-11-20T14:05:00Z,"Toronto, Ontario",2,1,2,0
      """;

  private static final Pattern OUTCOME =
      Pattern.compile("evilnet_tweets_total\\{outcome=\"(\\w+)\",partition=\"\\d+\"} ([0-9.]+)");

  private final Servers servers;
  @TempDir private Path directory;
  private RunningApp app;

  SampleReplayIT(Servers servers) {
    this.servers = servers;
  }

  @BeforeEach
  void start() {
    // Posts of other tests would be counted too and make those of the sample late.
    servers.empty();
    app =
        RunningApp.start(
            servers.cluster(),
            "sample_replay_it_" + STARTED.incrementAndGet(),
            directory,
            Map.of(
                "EVILNET_TWEETS_PARTITIONS",
                Integer.toString(PARTITIONS),
                "EVILNET_RANKING_INTERVAL",
                "200ms"));
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void shouldCountSampleOnceAfterReplaysAndCrash() throws IOException, InterruptedException {
    ReplaySummary first = replay();
    assertThat(first.messages()).isEqualTo(2);
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(counts()).isEqualTo(TABLE));
    await()
        .atMost(TIMEOUT)
        .untilAsserted(
            () ->
                assertThat(outcomes())
                    .containsEntry("counted", 6L)
                    .containsEntry("unresolved", 9L)
                    .containsEntry("duplicate", 2L)
                    .containsEntry("late", 0L));
    assertThat(deadLetters()).isEqualTo(1);
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(run("counts")).contains("Posts without a city: 9"));

    replay();
    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(outcomes()).containsEntry("duplicate", 2L + first.posts()));
    assertThat(outcomes()).containsEntry("counted", 6L).containsEntry("unresolved", 9L);
    assertThat(counts()).isEqualTo(TABLE);

    app.kill();
    replay();
    app.restart();
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(lagOfCounting()).isZero());
    assertThat(counts()).isEqualTo(TABLE);

    assertThat(app.terminate()).isEqualTo(143);
  }

  @Test
  void shouldCountPlacesWithinCities() throws IOException, InterruptedException {
    replay(CityResolution.CONTAINED);

    await()
        .atMost(TIMEOUT)
        .untilAsserted(() -> assertThat(counts()).isEqualTo(TABLE_WITH_CONTAINED_PLACES));
    assertThat(run("counts")).contains("Posts without a city: 7");
    assertThat(app.terminate()).isEqualTo(143);
  }

  @Test
  void shouldNotWriteCountsOfAnotherApplication() throws IOException, InterruptedException {
    replay();
    await().atMost(TIMEOUT).untilAsserted(() -> assertThat(counts()).isEqualTo(TABLE));

    try (RunningApp other =
        RunningApp.start(
            servers.cluster(),
            "sample_replay_it_other",
            directory.resolve("other"),
            Map.of(
                "EVILNET_TWEETS_PARTITIONS",
                Integer.toString(PARTITIONS),
                "EVILNET_COUNTRIES",
                "US"))) {
      await()
          .atMost(TIMEOUT)
          .until(() -> run(other, "counts").contains("Posts without a city: 15"));
      assertThat(run(other, "counts", "--format", "csv")).doesNotContain("Québec", "Ontario");
    }
  }

  private ReplaySummary replay() throws IOException, InterruptedException {
    return replay(CityResolution.EXACT);
  }

  private ReplaySummary replay(CityResolution resolution) throws IOException, InterruptedException {
    return PostReplay.run(servers, PostReplay.sample(), resolution);
  }

  private String counts() {
    return run("counts", "--format", "csv");
  }

  private String run(String... arguments) {
    return run(app, arguments);
  }

  private static String run(RunningApp app, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine commandLine = EvilnetCommand.commandLine(new Main(), app.environment());
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = commandLine.execute(arguments);
    assertThat(exitCode).as(err.toString()).isZero();
    return out.toString();
  }

  private Map<String, Long> outcomes() throws IOException {
    Map<String, Long> outcomes = new TreeMap<>();
    Matcher matcher = OUTCOME.matcher(app.get("/metrics"));
    while (matcher.find()) {
      outcomes.merge(matcher.group(1), (long) Double.parseDouble(matcher.group(2)), Long::sum);
    }
    return outcomes;
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
            ConsumerConfig.GROUP_ID_CONFIG, app.environment().get("EVILNET_APPLICATION_ID")),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
