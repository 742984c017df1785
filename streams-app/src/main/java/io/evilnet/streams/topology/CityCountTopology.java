package io.evilnet.streams.topology;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.SketchKeys;
import io.evilnet.platform.topics.CityWindowSerde;
import io.evilnet.platform.topics.Topic;
import io.evilnet.platform.topics.Topics;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology from {@code tweets} to {@code city-counts}: counts each partition, then merges the
 * partial counts, so that no tweet is repartitioned.
 */
public final class CityCountTopology {

  // Tweets are removed within half an hour; their changelog is compacted soon afterwards.
  private static final Map<String, String> TWEETS_CHANGELOG =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.SEGMENT_MS_CONFIG, "600000",
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
          TopicConfig.DELETE_RETENTION_MS_CONFIG, "600000");

  /** Number of merge tasks: one per core of a two-core machine, since merging is cheap. */
  private static final int MERGE_TASKS = 2;

  private final CityCountSettings settings;
  private final OutcomeTotals outcomes;
  private final Backlog backlog;
  private final SketchKeys sketchKeys;
  private final PartitionProgress progress;

  /**
   * Creates the topology.
   *
   * @param outcomes receives the outcomes of posts; called by many threads
   * @param backlog the end offsets up to which a new task has to read
   * @param sketchKeys the keys of the sketches of users
   * @param progress the progress of this process in {@code tweets}
   */
  public CityCountTopology(
      CityCountSettings settings,
      OutcomeTotals outcomes,
      Backlog backlog,
      SketchKeys sketchKeys,
      PartitionProgress progress) {
    this.settings = requireNonNull(settings, "settings");
    this.outcomes = requireNonNull(outcomes, "outcomes");
    this.backlog = requireNonNull(backlog, "backlog");
    this.sketchKeys = requireNonNull(sketchKeys, "sketchKeys");
    this.progress = requireNonNull(progress, "progress");
  }

  /** Builds the topology for a configuration of Kafka Streams. */
  public Topology build(TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    KStream<Integer, Counted> counted = countedTweets(builder);
    deadLetters(counted);
    mergedCounts(partialCounts(counted), builder);
    return builder.build();
  }

  private KStream<Integer, Counted> countedTweets(StreamsBuilder builder) {
    builder.addStateStore(pageStore());
    Serde<TweetBatch> batches =
        Serdes.serdeFrom(
            (topic, batch) -> {
              throw new UnsupportedOperationException("batches are read only");
            },
            TweetBatch.deserializer());
    return builder.stream(
            Topics.TWEETS.name(),
            Consumed.with(Topics.TWEETS.keySerde(), batches).withName("tweets"))
        .process(
            () -> new CountTweets(settings, outcomes, sketchKeys, progress, MERGE_TASKS),
            Named.as("count-tweets"),
            CountTweets.STORE);
  }

  private static void deadLetters(KStream<Integer, Counted> counted) {
    counted
        .filter((none, result) -> result instanceof DeadLetter, Named.as("dead-only"))
        .map(
            (none, result) -> {
              DeadLetter letter = (DeadLetter) result;
              return KeyValue.pair(letter.key(), letter.value());
            },
            Named.as("dead-letters"))
        .to(Topics.TWEETS_DEAD.name(), produced(Topics.TWEETS_DEAD, "tweets-dead"));
  }

  private static KStream<Integer, PartialBatch> partialCounts(KStream<Integer, Counted> counted) {
    return counted
        .filter((task, result) -> result instanceof PartialBatch, Named.as("counts-only"))
        .mapValues(PartialBatch.class::cast, Named.as("partial-counts"));
  }

  private void mergedCounts(KStream<Integer, PartialBatch> partials, StreamsBuilder builder) {
    Topic<CityWindow, CityCounts> totals = Topics.cityCounts(settings.applicationId());
    builder.addStateStore(mergeStore(MergePartials.STORE, MergedCounts.SERDE));
    builder.addStateStore(mergeStore(MergePartials.USERS, CityFields.USERS));
    partials
        .repartition(
            Repartitioned.<Integer, PartialBatch>as(Topics.PARTIALS)
                .withKeySerde(Serdes.Integer())
                .withValueSerde(PartialBatch.serde())
                .withStreamPartitioner(
                    (topic, task, batch, partitions) -> Optional.of(Set.of(task)))
                .withNumberOfPartitions(MERGE_TASKS))
        .process(
            () -> new MergePartials(settings, backlog),
            Named.as("merge-partials"),
            MergePartials.STORE,
            MergePartials.USERS)
        .to(totals.name(), produced(totals, "city-counts"));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> pageStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(CountTweets.STORE), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled()
        .withLoggingEnabled(TWEETS_CHANGELOG);
  }

  private static <V> StoreBuilder<KeyValueStore<CityWindow, V>> mergeStore(
      String name, Serde<V> values) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), new CityWindowSerde(), values)
        .withCachingDisabled()
        .withLoggingEnabled(Map.of());
  }

  private static <K, V> Produced<K, V> produced(Topic<K, V> topic, String name) {
    return Produced.with(topic.keySerde(), topic.valueSerde()).withName(name);
  }
}
