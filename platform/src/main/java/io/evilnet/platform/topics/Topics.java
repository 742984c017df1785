package io.evilnet.platform.topics;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.SketchKey;
import io.evilnet.platform.settings.StreamOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;

/** The topics of EvilNet. */
public final class Topics {

  /**
   * Raw posts. Key: {@code author_id} as UTF-8 digits, so that all posts of a user are in one
   * partition. Value: the line as X delivered it, byte for byte, without its line end. Headers:
   * {@link TweetHeaders}.
   */
  public static final Topic<byte[], byte[]> TWEETS =
      new Topic<>("tweets", Serdes.ByteArray(), Serdes.ByteArray());

  /** Dead letters, key and value as received, with headers that give the reason. */
  public static final Topic<byte[], byte[]> TWEETS_DEAD =
      new Topic<>("tweets-dead", Serdes.ByteArray(), Serdes.ByteArray());

  /**
   * Totals of a city and window with the default {@code application-id}; the newest value of a key
   * is valid.
   */
  public static final Topic<CityWindow, CityCounts> CITY_COUNTS =
      new Topic<>("city-counts", new CityWindowSerde(), new CityCountsSerde());

  /** Gaps of the collectors' connections; the newest value of a key is valid. */
  public static final Topic<StreamGap.Key, StreamGap> INGEST_GAPS =
      new Topic<>("ingest-gaps", StreamGapSerdes.KEY, StreamGapSerdes.VALUE);

  /**
   * The {@link SketchKey}s. Key: the epoch. Value: the secret. The first record of an epoch is
   * valid.
   */
  public static final Topic<Long, byte[]> SKETCH_KEYS =
      new Topic<>("sketch-keys", Serdes.Long(), Serdes.ByteArray());

  /**
   * Maximum length of a line that is delivered unchanged; those of X are 1 to 5 kB long. Longer
   * lines are truncated and dead-lettered.
   */
  public static final int MAX_LINE_BYTES = 1024 * 1024;

  /**
   * Maximum size of a record and of a batch: twice the longest line, to include the key, the
   * headers, those of a dead letter, and the overhead of compressing incompressible data.
   */
  public static final int MAX_RECORD_BYTES = 2 * MAX_LINE_BYTES;

  /**
   * Maximum {@code segment.ms}. Segments are deleted as a whole, so shorter ones make the retention
   * more precise.
   */
  private static final Duration MAX_SEGMENT = Duration.ofMinutes(30);

  private static final int SEGMENTS_PER_RETENTION = 24;

  /**
   * Maximum time until Kafka, with its default settings, detects and deletes an expired segment.
   */
  private static final Duration MAX_DELETION_DELAY = Duration.ofMinutes(6);

  /** As in Cassandra: gaps outlive the posts of their time. */
  private static final Duration GAPS_RETENTION = Duration.ofDays(90);

  /** Name of the repartition of the streams application. */
  public static final String PARTIALS = "partials";

  private static final String PARTIALS_SUFFIX = "-" + PARTIALS + "-repartition";

  private static final String COMPACT_AND_DELETE = "compact,delete";

  private Topics() {}

  /**
   * Returns the topic of the totals of an application. It is not shared, since compaction keeps one
   * value per key.
   */
  public static Topic<CityWindow, CityCounts> cityCounts(String applicationId) {
    return applicationId.equals(StreamOptions.APPLICATION_ID)
        ? CITY_COUNTS
        : new Topic<>(
            applicationId + "-" + CITY_COUNTS.name(),
            CITY_COUNTS.keySerde(),
            CITY_COUNTS.valueSerde());
  }

  /** Returns the name of the repartition topic of an application, of partial counts. */
  public static String partials(String applicationId) {
    return applicationId + PARTIALS_SUFFIX;
  }

  /** Returns true if a topic is the repartition topic of any application. */
  public static boolean isPartials(String topic) {
    return topic.endsWith(PARTIALS_SUFFIX);
  }

  /** Returns the definitions of all topics of an application. */
  public static List<NewTopic> definitions(TopicSettings settings, String applicationId) {
    return List.of(
        define(TWEETS, settings, TopicConfig.CLEANUP_POLICY_DELETE, settings.retention()),
        define(TWEETS_DEAD, settings, TopicConfig.CLEANUP_POLICY_DELETE, settings.deadRetention()),
        define(cityCounts(applicationId), settings, COMPACT_AND_DELETE, settings.retention()),
        define(INGEST_GAPS, settings, COMPACT_AND_DELETE, GAPS_RETENTION),
        // Retained as long as posts of the epoch can be recounted; one partition, so that the first
        // key is unambiguous.
        define(
            SKETCH_KEYS,
            settings,
            TopicConfig.CLEANUP_POLICY_DELETE,
            SketchKey.EPOCH.plus(settings.retention()),
            1));
  }

  private static NewTopic define(
      Topic<?, ?> topic, TopicSettings settings, String cleanup, Duration retention) {
    return define(topic, settings, cleanup, retention, settings.partitions());
  }

  private static NewTopic define(
      Topic<?, ?> topic,
      TopicSettings settings,
      String cleanup,
      Duration retention,
      int partitions) {
    Duration segment = min(retention.dividedBy(SEGMENTS_PER_RETENTION), MAX_SEGMENT);
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
    config.put(TopicConfig.RETENTION_MS_CONFIG, millis(ofWholeSegments(retention, segment)));
    config.put(TopicConfig.SEGMENT_MS_CONFIG, millis(segment));
    // By append time: with CreateTime an archive of past years would be deleted at the first
    // check.
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES));
    config.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
    config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    return new NewTopic(topic.name(), partitions, settings.replicationFactor()).configs(config);
  }

  /**
   * Returns the {@code retention.ms} with which no record outlives its retention: Kafka deletes a
   * segment when its newest record has expired.
   */
  private static Duration ofWholeSegments(Duration retention, Duration segment) {
    Duration deletion = min(retention.dividedBy(2 * SEGMENTS_PER_RETENTION), MAX_DELETION_DELAY);
    return retention.minus(segment).minus(deletion);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
