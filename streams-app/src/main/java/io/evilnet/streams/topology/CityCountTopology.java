package io.evilnet.streams.topology;

import static java.util.Objects.requireNonNull;

import io.evilnet.core.CityWindow;
import io.evilnet.core.SketchKeys;
import io.evilnet.infra.topics.CityWindowSerde;
import io.evilnet.infra.topics.Topic;
import io.evilnet.infra.topics.Topics;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
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
 * From {@code tweets} to {@code city-counts}: count each partition by itself, then merge the
 * partial counts, so that no tweet is ever repartitioned.
 */
public final class CityCountTopology {

  // Tweets leave the state within half an hour; their changelog should not outlive them by much.
  private static final Map<String, String> TWEETS_CHANGELOG =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.SEGMENT_MS_CONFIG, "600000",
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2",
          TopicConfig.DELETE_RETENTION_MS_CONFIG, "600000");

  /** The topic between the two steps, as Kafka Streams is told it. */
  static final String PARTIALS = "partial-counts";

  private final CityCountSettings settings;
  private final OutcomeTotals outcomes;
  private final Backlog backlog;
  private final SketchKeys sketchKeys;
  private final CommittedOffsets committed;

  /**
   * The topology of some settings.
   *
   * @param outcomes hears what became of the posts; called by many threads
   * @param backlog tells how far a task has to read before it knows what another one knew
   * @param sketchKeys the keys of the sketches of users
   * @param committed the offsets that are committed, which say what cannot be lost any more
   */
  public CityCountTopology(
      CityCountSettings settings,
      OutcomeTotals outcomes,
      Backlog backlog,
      SketchKeys sketchKeys,
      CommittedOffsets committed) {
    this.settings = requireNonNull(settings, "settings");
    this.outcomes = requireNonNull(outcomes, "outcomes");
    this.backlog = requireNonNull(backlog, "backlog");
    this.sketchKeys = requireNonNull(sketchKeys, "sketchKeys");
    this.committed = requireNonNull(committed, "committed");
  }

  /** Builds it, under the Kafka Streams configuration it will run with. */
  public Topology build(TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    KStream<byte[], Classified> classified = classifiedTweets(builder);
    deadLetters(classified);
    mergedCounts(partialCounts(builder, classified), builder);
    return builder.build();
  }

  private KStream<byte[], Classified> classifiedTweets(StreamsBuilder builder) {
    return builder.stream(Topics.TWEETS.name(), consumed(Topics.TWEETS, "tweets"))
        .processValues(() -> new ClassifyTweet(settings.rules()), Named.as("classify-tweets"));
  }

  private void deadLetters(KStream<byte[], Classified> classified) {
    classified
        .filter(DeadLetter::isDead, Named.as("dead-only"))
        .processValues(() -> new DeadLetter(outcomes), Named.as("dead-letters"))
        .to(Topics.TWEETS_DEAD.name(), produced(Topics.TWEETS_DEAD, "tweets-dead"));
  }

  private KStream<CityWindow, PartialCounts> partialCounts(
      StreamsBuilder builder, KStream<byte[], Classified> classified) {
    builder.addStateStore(tweetStore());
    return classified.process(
        () -> new CountTweets(settings, outcomes, sketchKeys, committed),
        Named.as("count-tweets"),
        CountTweets.STORE);
  }

  private void mergedCounts(KStream<CityWindow, PartialCounts> partials, StreamsBuilder builder) {
    builder.addStateStore(mergeStore(MergePartials.STORE, MergedCounts.SERDE));
    builder.addStateStore(mergeStore(MergePartials.USERS, CityFields.USERS));
    partials
        .repartition(
            Repartitioned.<CityWindow, PartialCounts>as(PARTIALS)
                .withKeySerde(new CityWindowSerde())
                .withValueSerde(PartialCounts.SERDE))
        .process(
            () -> new MergePartials(settings, backlog),
            Named.as("merge-partials"),
            MergePartials.STORE,
            MergePartials.USERS)
        .to(Topics.CITY_COUNTS.name(), produced(Topics.CITY_COUNTS, "city-counts"));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> tweetStore() {
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

  private static <K, V> Consumed<K, V> consumed(Topic<K, V> topic, String name) {
    return Consumed.with(topic.keySerde(), topic.valueSerde()).withName(name);
  }

  private static <K, V> Produced<K, V> produced(Topic<K, V> topic, String name) {
    return Produced.with(topic.keySerde(), topic.valueSerde()).withName(name);
  }
}
