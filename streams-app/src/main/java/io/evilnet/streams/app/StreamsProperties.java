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

  /** Time after which an unacknowledged record fails; its sources are then processed again. */
  static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);

  /**
   * More than needed for the session, since a member is notified of a rebalance in the response to
   * a heartbeat.
   */
  private static final int HEARTBEATS_PER_SESSION = 10;

  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);

  /** Longer than any outage of Kafka. */
  private static final Duration TASK_TIMEOUT = Duration.ofDays(7);

  /** Buffered batches of a partition, each of up to {@link #MAX_POLL_RECORDS} posts. */
  private static final int BUFFERED_BATCHES = 1;

  /**
   * Maximum number of posts that are processed and stored as one batch: enough for a small overhead
   * of each page and of Kafka Streams, and few enough for a processing time of some ms.
   */
  private static final int MAX_POLL_RECORDS = 4_000;

  /**
   * Maximum compressed size per partition in a fetch response: some two thousand posts. Half of
   * Kafka's default, since lines of the maximum length are compressed to a hundredth.
   */
  private static final int MAX_FETCH_BYTES = 512 * 1024;

  /** Size, or time, up to which a broker delays a fetch response, for larger batches. */
  private static final int MIN_FETCH_BYTES = 64 * 1024;

  private static final Duration MAX_FETCH_WAIT = Duration.ofMillis(50);

  /**
   * Less than the default of Kafka Streams, 100 ms, since a count passes through two topics. The
   * records of one poll or punctuation are sent within some ms.
   */
  private static final Duration LINGER = Duration.ofMillis(5);

  /**
   * Size, or time, up to which a broker delays a fetch response to a standby: fetches of single
   * changes were a fifth of all requests to the brokers.
   */
  private static final int STANDBY_MIN_FETCH_BYTES = 64 * 1024;

  private static final Duration STANDBY_MAX_FETCH_WAIT = Duration.ofMillis(100);

  /**
   * Maximum lag, in changelog records, of a process to which a task is assigned: restored within a
   * second; totals of a second or less on a busy topic, or pages of a minute or more. A restarted
   * process has a larger lag and is a standby first, while the other process continues the task.
   */
  private static final long ACCEPTABLE_RECOVERY_LAG = 1_000;

  /**
   * Interval of probing rebalances, which assign tasks to processes whose standbys have caught up.
   */
  private static final Duration PROBING_REBALANCE_INTERVAL = Duration.ofMinutes(2);

  private static final long PRODUCER_BUFFER = 64L * 1024 * 1024;

  /** Four times Kafka's default, which is some eight totals. */
  private static final int BATCH_BYTES = 64 * 1024;

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
    // The default is random and would create new series of all metrics at each restart.
    properties.put(StreamsConfig.CLIENT_ID_CONFIG, clientId(processing));
    properties.putAll(settings.kafka().config());
    properties.put(
        StreamsConfig.STATE_DIR_CONFIG, processing.dataDirectory().resolve("state").toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, processing.threads());
    properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, processing.standbys());
    properties.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, ACCEPTABLE_RECOVERY_LAG);
    properties.put(
        StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, PROBING_REBALANCE_INTERVAL.toMillis());
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
    properties.put(mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), MAX_POLL_RECORDS);
    properties.put(
        mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), MAX_FETCH_BYTES);
    properties.put(
        mainConsumerPrefix(ConsumerConfig.RECEIVE_BUFFER_CONFIG),
        CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
    properties.put(mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), MIN_FETCH_BYTES);
    properties.put(
        mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        Math.toIntExact(MAX_FETCH_WAIT.toMillis()));
    if (!processing.instance().isEmpty()) {
      properties.put(
          mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), processing.instance());
    }
    properties.put(
        restoreConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), STANDBY_MIN_FETCH_BYTES);
    properties.put(
        restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
        Math.toIntExact(STANDBY_MAX_FETCH_WAIT.toMillis()));
  }

  private static void producer(Properties properties) {
    properties.put(producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
    properties.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), LINGER.toMillis());
    properties.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), BATCH_BYTES);
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
    // Independent of the broker's default, so that a repartitioned record keeps its timestamp.
    properties.put(topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG), "CreateTime");
  }
}
