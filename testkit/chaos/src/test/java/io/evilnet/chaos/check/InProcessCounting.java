package io.evilnet.chaos.check;

import io.evilnet.chaos.observe.Replayed;
import io.evilnet.chaos.observe.RowWatch;
import io.evilnet.chaos.observe.Sample;
import io.evilnet.chaos.oracle.Counting;
import io.evilnet.chaos.oracle.DeadLetters;
import io.evilnet.chaos.oracle.ExpectedCounts;
import io.evilnet.chaos.oracle.Oracle;
import io.evilnet.chaos.oracle.Outcomes;
import io.evilnet.chaos.oracle.Outcomes.Kind;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import io.evilnet.chaos.system.SystemSettings;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.CountingRules;
import io.evilnet.core.Outcome;
import io.evilnet.platform.topics.Topics;
import io.evilnet.streams.topology.Backlog;
import io.evilnet.streams.topology.CityCountSettings;
import io.evilnet.streams.topology.CityCountTopology;
import io.evilnet.streams.topology.OutcomeTotals;
import io.evilnet.streams.topology.PartitionProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in a test driver, and an oracle that receives the same posts. */
public final class InProcessCounting implements AutoCloseable {

  private static final Duration EMIT = Duration.ofMillis(500);

  private static final Duration MAX_EMIT_DELAY = Duration.ofSeconds(11);
  private static final CityCountSettings SETTINGS =
      new CityCountSettings(
          CountingRules.DEFAULT, EMIT, Duration.ofMinutes(3), Duration.ofHours(24));

  /** Transformation of the updates before the sink: identity, or a saboteur. */
  public interface Updates extends UnaryOperator<List<TestRecord<CityWindow, CityCounts>>> {}

  private final Oracle oracle = new Oracle(Counting.DEFAULT);
  private final RowWatch watch = new RowWatch();
  private final Map<RowKey, Row> rows = new HashMap<>();
  private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final List<byte[]> deadLetters = new ArrayList<>();
  private final TopologyTestDriver driver;
  private final TestInputTopic<byte[], byte[]> tweets;
  private final TestOutputTopic<CityWindow, CityCounts> totals;
  private final Updates updates;
  private long samples;

  public InProcessCounting(Path stateDirectory, Instant start, Updates updates) {
    this.updates = updates;
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "in-process");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
    config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0");
    driver =
        new TopologyTestDriver(
            new CityCountTopology(
                    SETTINGS,
                    listener(),
                    Backlog.NONE,
                    week -> Optional.empty(),
                    PartitionProgress.UNKNOWN)
                .build(new TopologyConfig(new StreamsConfig(config))),
            config,
            start);
    tweets =
        driver.createInputTopic(
            Topics.TWEETS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    totals =
        driver.createOutputTopic(
            Topics.CITY_COUNTS.name(),
            Topics.CITY_COUNTS.keySerde().deserializer(),
            Topics.CITY_COUNTS.valueSerde().deserializer());
  }

  /** Sends a post to the oracle. */
  public void sendToOracle(byte[] post, Instant arrival) {
    oracle.accept(post, arrival);
  }

  /** Sends a post to the topology. */
  public void sendToTopology(byte[] key, byte[] post, Instant arrival) {
    tweets.pipeInput(new TestRecord<>(key, post, arrival));
  }

  /** Sends a post to both. */
  public void send(byte[] key, byte[] post, Instant arrival) {
    sendToOracle(post, arrival);
    sendToTopology(key, post, arrival);
  }

  /** Emits the counts, writes them as the sink does, and samples the rows. */
  public void tick() {
    // Once for each step: the partial counts, then their totals.
    driver.advanceWallClockTime(EMIT);
    driver.advanceWallClockTime(EMIT);
    sample();
  }

  /** Emits all pending counts; counts of older posts are delayed longer by each step. */
  private void emitAll() {
    for (Duration remaining = MAX_EMIT_DELAY;
        !remaining.isNegative();
        remaining = remaining.minus(EMIT)) {
      driver.advanceWallClockTime(EMIT);
    }
    sample();
  }

  private void sample() {
    updates.apply(totals.readRecordsToList()).forEach(this::write);
    watch.observe(rows);
    samples++;
  }

  private long countDeadLetters() {
    deadLetters.addAll(
        driver
            .createOutputTopic(
                Topics.TWEETS_DEAD.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
            .readValuesToList());
    return deadLetters.size();
  }

  ExpectedCounts expected() {
    return oracle.expected();
  }

  public Outcomes outcomes() {
    Map<Kind, Long> numbers = new EnumMap<>(Kind.class);
    outcomes.forEach((outcome, number) -> numbers.put(Kind.valueOf(outcome.name()), number));
    return new Outcomes(numbers);
  }

  /** Returns the violated invariants. */
  public List<String> violations() {
    emitAll();
    Observations observations =
        new Observations(
            SystemSettings.plain(Path.of("unused"), 1),
            expected(),
            0,
            rows,
            outcomes(),
            watch,
            List.of(new Sample(Duration.ZERO, Map.of(), 0, 0, samples, true, Map.of(), 0)),
            Optional.of(Duration.ZERO),
            Duration.ofMinutes(1),
            new DeadLetters(countDeadLetters(), 0),
            Replayed.NONE,
            List.of());
    return InvariantChecker.check(observations).stream()
        .filter(verdict -> !verdict.held())
        .map(verdict -> verdict.invariant().substring(0, 2))
        .distinct()
        .toList();
  }

  private void write(TestRecord<CityWindow, CityCounts> total) {
    Instant start = total.key().windowStart();
    var counts = total.value().counts();
    Row row =
        new Row(counts.tweets(), counts.retweets(), counts.users(), counts.receivedRetweets());
    RowKey ofWindow = new RowKey(Oracle.WINDOWS, start, "");
    City city = total.value().city();
    if (city.equals(City.UNRESOLVED)) {
      rows.put(ofWindow, row);
    } else if (city.equals(City.CONTAINED)) {
      rows.put(new RowKey(Oracle.WINDOWS, start, Oracle.CONTAINED), row);
    } else {
      rows.put(new RowKey(Oracle.BY_WINDOW, start, total.key().cityId()), row);
      rows.put(new RowKey(Oracle.BY_BUCKET, start, total.key().cityId()), row);
      rows.putIfAbsent(ofWindow, Row.NONE);
    }
  }

  private OutcomeTotals listener() {
    return new OutcomeTotals() {
      @Override
      public void update(int partition, Outcome outcome, long total) {
        outcomes.put(outcome, total);
      }
    };
  }

  @Override
  public void close() {
    driver.close();
  }
}
