package io.evilnet.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Counts;
import io.evilnet.core.Outcome;
import io.evilnet.core.SketchKey;
import io.evilnet.core.SketchKeys;
import io.evilnet.platform.topics.Topics;
import io.evilnet.platform.topics.TweetHeaders;
import io.evilnet.platform.topics.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in a test driver, with posts as input and a table of totals as output. */
final class TopologyHarness implements AutoCloseable {

  static final Duration EMIT = Duration.ofMillis(500);
  static final Duration RETIRE = Duration.ofMinutes(3);
  static final CityCountSettings SETTINGS =
      new CityCountSettings(CountingRules.DEFAULT, EMIT, RETIRE, Duration.ofHours(24));
  static final Instant NOW = Instant.parse("2026-11-20T14:30:00Z");

  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> tweets;
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final Map<CityWindow, CityCounts> counts = new TreeMap<>(BY_WINDOW_AND_CITY);

  private final Map<CityWindow, Optional<Waiting>> waiting = new TreeMap<>(BY_WINDOW_AND_CITY);

  private final AtomicBoolean isAtEnd = new AtomicBoolean(true);

  static final SketchKey KEY = SketchKey.of(new byte[SketchKey.BYTES]);

  private static final Comparator<CityWindow> BY_WINDOW_AND_CITY =
      Comparator.comparing(CityWindow::windowStart).thenComparing(CityWindow::cityId);

  TopologyHarness(CityCountSettings settings, Path stateDir) {
    this(settings, stateDir, window -> Optional.of(KEY));
  }

  TopologyHarness(CityCountSettings settings, Path stateDir, SketchKeys sketchKeys) {
    Properties config = config(stateDir);
    driver =
        new TopologyTestDriver(
            topology(settings, listener(), sketchKeys, isAtEnd::get, config), config, NOW);
    tweets =
        driver.createInputTopic(
            Topics.TWEETS.name(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Topology topology(CityCountSettings settings, OutcomeTotals listener, Properties config) {
    return topology(settings, listener, window -> Optional.of(KEY), () -> true, config);
  }

  private static Topology topology(
      CityCountSettings settings,
      OutcomeTotals listener,
      SketchKeys sketchKeys,
      BooleanSupplier isAtEnd,
      Properties config) {
    PartitionProgress progress =
        new PartitionProgress() {
          @Override
          public long committed(int partition) {
            return PartitionProgress.UNKNOWN.committed(partition);
          }

          @Override
          public boolean isAtEnd(int partition) {
            return isAtEnd.getAsBoolean();
          }
        };
    return new CityCountTopology(settings, listener, Backlog.NONE, sketchKeys, progress)
        .build(new TopologyConfig(new StreamsConfig(config)));
  }

  static Properties config(Path stateDir) {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
    return config;
  }

  /** Sets whether the consumer lag of the partition is zero. */
  void setAtEnd(boolean value) {
    isAtEnd.set(value);
  }

  /** Sends a line that arrives at {@code arrival}. */
  void send(String line, Instant arrival) {
    send(line == null ? null : line.getBytes(UTF_8), arrival);
  }

  /**
   * Sends a post whose place was resolved.
   *
   * @param city the header; null without one
   */
  void send(String line, String city, Instant arrival) {
    TestRecord<byte[], byte[]> post =
        new TestRecord<>("author".getBytes(UTF_8), line.getBytes(UTF_8), arrival);
    if (city != null) {
      post.headers().add(TweetHeaders.CITY, city.getBytes(UTF_8));
    }
    tweets.pipeInput(post);
  }

  void send(byte[] line, Instant arrival) {
    tweets.pipeInput(new TestRecord<>("author".getBytes(UTF_8), line, arrival));
  }

  /** Advances the clock by an emit interval for each of both steps and reads the output. */
  void tick() {
    advance(EMIT);
  }

  /** Advances the clock by one emit interval, for the first step. */
  void tickFirstStep() {
    driver.advanceWallClockTime(EMIT);
  }

  void advance(Duration time) {
    driver.advanceWallClockTime(time);
    driver.advanceWallClockTime(EMIT);
    driver
        .createOutputTopic(
            Topics.CITY_COUNTS.name(),
            Topics.CITY_COUNTS.keySerde().deserializer(),
            Topics.CITY_COUNTS.valueSerde().deserializer())
        .readRecordsToList()
        .forEach(
            record -> {
              counts.put(record.key(), record.value());
              waiting.put(record.key(), Waiting.in(record.headers()));
            });
  }

  /** Returns the emitted totals: {@code window start, city name} to counts, by time. */
  Map<String, Counts> table() {
    Map<String, Counts> table = new TreeMap<>();
    counts.forEach(
        (key, value) ->
            table.put(key.windowStart() + " " + value.city().fullName(), value.counts()));
    return table;
  }

  /** Returns the emitted totals by window and city id. */
  Map<CityWindow, CityCounts> counts() {
    return counts;
  }

  /** Returns the times of the oldest newly included post of each last total. */
  Map<CityWindow, Optional<Waiting>> waiting() {
    return waiting;
  }

  /** Returns the number of batches of partial counts since the last call. */
  int partials() {
    return partialBatches().size();
  }

  /** Returns the batches of partial counts since the last call. */
  List<PartialBatch> partialBatches() {
    return driver
        .createOutputTopic(
            Topics.partials("test"),
            new ByteArrayDeserializer(),
            PartialBatch.serde().deserializer())
        .readValuesToList();
  }

  Map<Outcome, Long> outcomes() {
    return outcomes;
  }

  List<TestRecord<byte[], byte[]>> deadLetters() {
    return driver
        .createOutputTopic(
            Topics.TWEETS_DEAD.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .readRecordsToList();
  }

  @Override
  public void close() {
    driver.close();
  }

  private OutcomeTotals listener() {
    return new OutcomeTotals() {
      @Override
      public void update(int partition, Outcome outcome, long total) {
        outcomes.put(outcome, total);
      }
    };
  }
}
