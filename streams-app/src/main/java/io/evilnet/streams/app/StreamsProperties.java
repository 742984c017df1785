package io.evilnet.streams.app;

import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;
import static org.apache.kafka.streams.StreamsConfig.restoreConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.topicPrefix;

import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Builds the configuration of Kafka Streams. */
final class StreamsProperties {

  /** Time after which an unacknowledged record fails; its source is then read and counted again. */
  static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);

  /**
   * More than a session needs, since a member learns of a rebalance from the response to a
   * heartbeat.
   */
  private static final int HEARTBEATS_PER_SESSION = 10;

  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  /** Long enough to outlast any outage of Kafka. */
  private static final Duration TASK_TIMEOUT = Duration.ofDays(7);

  /** Buffered batches of a partition, each of up to {@link #BATCH} posts. */
  private static final int BUFFERED_BATCHES = 1;

  /**
   * Posts of a partition that are processed and stored as one: enough to make the cost of each page
   * and of Kafka Streams itself small, and few enough for some ms.
   */
  private static final int BATCH = 4_000;

  /**
   * Of a partition in an answer of a broker, compressed: some two thousand posts. Kafka's default
   * is twice as much, and lines of the greatest length shrink to a hundredth.
   */
  private static final int FETCHED_BYTES = 512 * 1024;

  /** A batch is worth waiting for: this much, or this long, whichever is less. */
  private static final int BATCH_BYTES = 64 * 1024;

  private static final Duration BATCH_WAIT = Duration.ofMillis(50);

  /**
   * A count passes two topics, and Kafka Streams' own default is to wait 100 ms for more at each.
   * Records of one poll or punctuation are made within some ms.
   */
  private static final Duration LINGER = Duration.ofMillis(5);

  /**
   * A standby may be so much behind, or so long, whichever is less: asking for each change by
   * itself was a fifth of what the brokers answered.
   */
  private static final int STANDBY_BEHIND_BYTES = 64 * 1024;

  private static final Duration STANDBY_BEHIND = Duration.ofMillis(100);

  /**
   * Changes of a task's stores that a process may lack when it is given the task: what can be read
   * within a second, totals of a second or less on a busy topic, pages of a minute or more. One
   * that starts again lacks more, and follows first; the other one goes on meanwhile.
   */
  private static final long GIVEN_BACK_WITHIN = 1_000;

  /**
   * Interval of probing rebalances, which assign tasks to processes whose standbys have caught up.
   */
  private static final Duration GIVEN_BACK_AFTER = Duration.ofMinutes(2);

  private static final long PRODUCER_BUFFER = 64L * 1024 * 1024;

  /** Of a partition in a request: Kafka's default is a quarter, some eight totals. */
  private static final int SENT_BYTES = 64 * 1024;

  private StreamsProperties() {}

  static Properties of(StreamsAppSettings settings) {
    Properties properties = new Properties();
    common(properties, settings);
    consumer(properties, settings.processing());
    producer(properties);
    internalTopics(properties, settings);
    return properties;
  }

  private static void common(Properties properties, StreamsAppSettings settings) {
    ProcessingSettings processing = settings.processing();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, processing.applicationId());
    // Otherwise a random one, with which every restart would begin new series of all metrics.
    properties.put(StreamsConfig.CLIENT_ID_CONFIG, clientId(processing));
    properties.putAll(settings.kafka().config());
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG, processing.dataDirectory().resolve("state").toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, processing.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, processing.standbys());
    properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, GIVEN_BACK_WITHIN);
    properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, GIVEN_BACK_AFTER.toMillis());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_BATCHES);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SmallWriteBuffers.class);
    properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, TASK_TIMEOUT.toMillis());
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
  }

  private static String clientId(ProcessingSettings processing) {
    return processing.instance().isEmpty()
        ? processing.applicationId()
        : processing.applicationId() + "-" + processing.instance();
  }

  private static void consumer(Properties properties, ProcessingSettings processing) {
    int session = Math.toIntExact(processing.sessionTimeout().toMillis());
    properties.put(mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), session);
    properties.put(
        mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        session / HEARTBEATS_PER_SESSION);
    properties.put(mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), BATCH);
    properties.put(
        mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), FETCHED_BYTES);
    properties.put(
        mainConsumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG),
        CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
    properties.put(mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), BATCH_BYTES);
    properties.put(
        mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        Math.toIntExact(BATCH_WAIT.toMillis()));
    if (!processing.instance().isEmpty()) {
      properties.put(
          mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), processing.instance());
    }
    properties.put(
        restoreConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), STANDBY_BEHIND_BYTES);
    properties.put(
        restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        Math.toIntExact(STANDBY_BEHIND.toMillis()));
  }

  private static void producer(Properties properties) {
    properties.put(producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
    properties.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER.toMillis());
    properties.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), SENT_BYTES);
    properties.put(producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), PRODUCER_BUFFER);
    properties.put(
        producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG),
        Math.toIntExact(DELIVERY_TIMEOUT.toMillis()));
    properties.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_RECORD_BYTES);
  }

  private static void internalTopics(Properties properties, StreamsAppSettings settings) {
    properties.put(
        StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replicationFactor());
    properties.put(
        topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
        Integer.toString(settings.topics().minInsyncReplicas()));
    properties.put(topicPrefix(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), "false");
    // Whatever the broker's default: a repartitioned record keeps the time it was given.
    properties.put(topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "CreateTime");
  }
}
