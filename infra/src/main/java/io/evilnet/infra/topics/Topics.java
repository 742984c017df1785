package io.evilnet.infra.topics;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.core.SketchKey;
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
   * Raw posts. Key: {@code author_id} as UTF-8 digits, so that what a user does stays in one
   * partition. Value: the line as X sent it, byte for byte, without its line end. Headers: {@link
   * TweetHeaders}.
   */
  public static final Topic<byte[], byte[]> TWEETS =
      new Topic<>("tweets", Serdes.ByteArray(), Serdes.ByteArray());

  /** What could not be used, key and value as they came, with headers that say why. */
  public static final Topic<byte[], byte[]> TWEETS_DEAD =
      new Topic<>("tweets-dead", Serdes.ByteArray(), Serdes.ByteArray());

  /** The absolute totals of a window and city; the newest value of a key holds. */
  public static final Topic<CityWindow, CityCounts> CITY_COUNTS =
      new Topic<>("city-counts", new CityWindowSerde(), new CityCountsSerde());

  /** When collectors had no connection to the stream; the newest value of a key holds. */
  public static final Topic<StreamGap.Key, StreamGap> INGEST_GAPS =
      new Topic<>("ingest-gaps", new StreamGapKeySerde(), new StreamGapSerde());

  /**
   * The {@link SketchKey}s. Key: the epoch. Value: the secret. The first record of an epoch holds.
   */
  public static final Topic<Long, byte[]> SKETCH_KEYS =
      new Topic<>("sketch-keys", Serdes.Long(), Serdes.ByteArray());

  /**
   * The longest line that is carried as it is; X's have 1 to 5 kB. Of a longer one the beginning
   * becomes a dead letter.
   */
  public static final int MAX_LINE_BYTES = 1024 * 1024;

  /**
   * The largest record, and batch, that the topics take: twice the longest line. That leaves room
   * for key and headers, those that a dead letter adds, and whatever a compression adds to what it
   * cannot compress.
   */
  public static final int MAX_RECORD_BYTES = 2 * MAX_LINE_BYTES;

  /** A segment goes only as a whole: the shorter its time, the closer retention is kept. */
  private static final Duration LONGEST_SEGMENT = Duration.ofMinutes(30);

  private static final int SEGMENTS_PER_RETENTION = 24;

  /**
   * Within which Kafka finds that a segment is too old, at its default settings, and deletes it.
   */
  private static final Duration LONGEST_DELETION = Duration.ofMinutes(6);

  /** As long as Cassandra keeps them: the ledger outlives the posts that it is about. */
  private static final Duration GAPS_RETENTION = Duration.ofDays(90);

  private static final String COMPACT_AND_DELETE = "compact,delete";

  private Topics() {}

  /** All topics, ready to be created. */
  public static List<NewTopic> definitions(TopicSettings settings) {
    return List.of(
        define(TWEETS, settings, TopicConfig.CLEANUP_POLICY_DELETE, settings.retention()),
        define(TWEETS_DEAD, settings, TopicConfig.CLEANUP_POLICY_DELETE, settings.deadRetention()),
        define(CITY_COUNTS, settings, COMPACT_AND_DELETE, settings.retention()),
        define(INGEST_GAPS, settings, COMPACT_AND_DELETE, GAPS_RETENTION),
        // As long as posts of its epoch can be counted again; one partition, so that one key is the
        // first.
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
    Duration segment = min(retention.dividedBy(SEGMENTS_PER_RETENTION), LONGEST_SEGMENT);
    Map<String, String> config = new HashMap<>();
    config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup);
    config.put(TopicConfig.RETENTION_MS_CONFIG, millis(ofWholeSegments(retention, segment)));
    config.put(TopicConfig.SEGMENT_MS_CONFIG, millis(segment));
    // By arrival: with CreateTime an archive of years ago would be deleted at the first check.
    config.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
    config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES));
    config.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
    config.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    return new NewTopic(topic.name(), partitions, settings.replicationFactor()).configs(config);
  }

  /**
   * The setting with which no record outlives its retention: Kafka deletes a segment when the
   * newest record in it is too old.
   */
  private static Duration ofWholeSegments(Duration retention, Duration segment) {
    Duration deletion = min(retention.dividedBy(2 * SEGMENTS_PER_RETENTION), LONGEST_DELETION);
    return retention.minus(segment).minus(deletion);
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
