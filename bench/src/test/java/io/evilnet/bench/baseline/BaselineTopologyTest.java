package io.evilnet.bench.baseline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.topics.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTopologyTest {

  private static final String RESULTS = "results";
  private static final Instant TWO = Instant.parse("2026-11-20T14:00:00Z");

  @TempDir private Path state;

  private final Tally tally = new Tally();
  private final Map<String, Totals> rows = new HashMap<>();

  @Test
  void shouldCountTweetsAndRetweetsWithTextbookTopology() {
    Map<String, Totals> totals = new HashMap<>();
    try (TopologyTestDriver driver = driver(new TextbookTopology(RESULTS, tally).build())) {
      send(driver);
      driver
          .createOutputTopic(
              RESULTS,
              WindowedSerdes.timeWindowedSerdeFrom(String.class, TextbookTopology.WINDOW.toMillis())
                  .deserializer(),
              Totals.serde().deserializer())
          .readKeyValuesToList()
          .forEach(
              total ->
                  totals.put(total.key.window().startTime() + " " + total.key.key(), total.value));
    }

    assertThat(totals)
        .isEqualTo(
            Map.of(
                TWO + " aa", new Totals(4, 1, 0),
                TWO + " bb", new Totals(1, 0, 0),
                TWO.plusSeconds(300) + " aa", new Totals(1, 0, 0)));
    assertThat(tally.report()).isEqualTo(new Report(6, 0));
  }

  @Test
  void shouldCountDistinctPostsAndUsersWithCompleteTopology() {
    Topology topology =
        new CompleteTopology(
                RESULTS,
                tally,
                (city, totals) -> rows.put(city.window().startTime() + " " + city.key(), totals))
            .build();
    try (TopologyTestDriver driver = driver(topology)) {
      send(driver);
    }

    assertThat(rows)
        .isEqualTo(
            Map.of(
                TWO + " aa", new Totals(3, 1, 2),
                TWO + " bb", new Totals(1, 0, 1),
                TWO.plusSeconds(300) + " aa", new Totals(1, 0, 1)));
    assertThat(tally.report()).isEqualTo(new Report(5, 0));
  }

  @Test
  void shouldReportPostsDroppedAsLate() {
    try (TopologyTestDriver driver = driver(new TextbookTopology(RESULTS, tally).build())) {
      TestInputTopic<byte[], byte[]> tweets = tweets(driver);
      tweets.pipeInput(post(1, 7, "21T14:06:00", "aa", ""));
      tweets.pipeInput(post(2, 7, "20T14:00:00", "aa", ""));
    }

    assertThat(tally.report()).isEqualTo(new Report(2, 1));
  }

  private static void send(TopologyTestDriver driver) {
    TestInputTopic<byte[], byte[]> tweets = tweets(driver);
    tweets.pipeInput(post(1, 7, "20T14:00:00", "aa", "quoted"));
    tweets.pipeInput(post(2, 7, "20T14:01:00", "aa", ""));
    tweets.pipeInput(post(2, 7, "20T14:01:00", "aa", ""));
    tweets.pipeInput(post(3, 8, "20T14:02:00", "aa", ""));
    tweets.pipeInput(post(4, 8, "20T14:02:00", "bb", "replied_to"));
    tweets.pipeInput(post(5, 8, "20T14:05:00", "aa", ""));
  }

  private static TestInputTopic<byte[], byte[]> tweets(TopologyTestDriver driver) {
    return driver.createInputTopic(
        Topics.TWEETS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TopologyTestDriver driver(Topology topology) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "baseline");
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    return new TopologyTestDriver(topology, properties);
  }

  private static byte[] post(long id, long author, String time, String city, String kind) {
    return """
        {"data":{"author_id":"%2$d","created_at":"2026-11-%3$s.000Z","edit_history_tweet_ids":["%1$d"],\
        "id":"%1$d","geo":{"place_id":"%4$s"},"referenced_tweets":[{"type":"%5$s","id":"99"}]},\
        "includes":{"places":[{"country_code":"CA","id":"%4$s","place_type":"city"}]}}"""
        .formatted(id, author, time, city, kind)
        .getBytes(UTF_8);
  }
}
