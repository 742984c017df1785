package io.evilnet.streams.sink;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

/**
 * The settings of the sink.
 *
 * @param kafka the connection to Kafka
 * @param topic the topic of the totals
 * @param group consumer group
 * @param instance group instance id, the same after a restart; empty for none
 * @param sessionTimeout time after which the partitions of a failed process are reassigned
 */
public record SinkSettings(
    KafkaConnection kafka,
    Topic<CityWindow, CityCounts> topic,
    String group,
    String instance,
    Duration sessionTimeout) {

  private static final int HEARTBEATS_PER_SESSION = 3;

  private static final int MAX_RECORDS = 5_000;

  private static final Duration API_TIMEOUT = Duration.ofSeconds(5);

  Map<String, Object> consumerConfig() {
    Map<String, Object> config = kafka.with(Map.of());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, group);
    if (!instance.isEmpty()) {
      config.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
    }
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, millis(sessionTimeout));
    config.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        millis(sessionTimeout.dividedBy(HEARTBEATS_PER_SESSION)));
    config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(API_TIMEOUT));
    config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(API_TIMEOUT));
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_RECORDS);
    return config;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }
}
