package io.evilnet.streams.metrics;

import static java.util.stream.Collectors.toMap;

import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.streams.schedule.PeriodicTask;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metric {@code evilnet_consumer_lag_records}: number of records of a topic that a consumer
 * group has not committed. Read from the brokers in the background, so that it covers consumers
 * that hang; absent if the brokers are unavailable.
 */
public final class LagMeters implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LagMeters.class);

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = Duration.ofSeconds(4);

  /** A group and its topic, for which there is a lag even without committed offsets. */
  public record Group(String name, String topic) {}

  private final KafkaConnection kafka;
  private final List<Group> groups;
  private final int partitions;
  private final MultiGauge gauges;
  private final PeriodicTask task = new PeriodicTask("lag-meters", INTERVAL, this::update);
  private Admin admin;

  /**
   * Creates meters that are not started.
   *
   * @param partitions number of partitions of each topic
   */
  public LagMeters(
      KafkaConnection kafka, List<Group> groups, int partitions, MeterRegistry registry) {
    this.kafka = kafka;
    this.groups = List.copyOf(groups);
    this.partitions = partitions;
    this.gauges =
        MultiGauge.builder("evilnet.consumer.lag.records")
            .description("Records of a topic that a consumer group has not committed")
            .register(registry);
  }

  /** Starts reading. */
  public void start() {
    task.start();
  }

  private void update() {
    try {
      if (admin == null) {
        admin = kafka.admin(TIMEOUT);
      }
      List<Row<?>> rows = new ArrayList<>();
      for (Group group : groups) {
        lags(group)
            .forEach(
                (topic, lag) ->
                    rows.add(Row.of(Tags.of("group", group.name(), "topic", topic), lag)));
      }
      gauges.register(rows, true);
    } catch (ExecutionException | RuntimeException e) {
      gauges.register(List.of(), true);
      LOG.debug("failed to read the consumer lag", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, Long> lags(Group group) throws ExecutionException, InterruptedException {
    Map<TopicPartition, Long> committed = new HashMap<>();
    admin
        .listConsumerGroupOffsets(group.name())
        .partitionsToOffsetAndMetadata()
        .get()
        .forEach(
            (partition, offset) -> {
              if (offset != null) {
                committed.put(partition, offset.offset());
              }
            });
    Set<TopicPartition> all = new HashSet<>(committed.keySet());
    IntStream.range(0, partitions).forEach(i -> all.add(new TopicPartition(group.topic(), i)));
    Map<TopicPartition, Long> ends = offsets(all, OffsetSpec.latest());
    Set<TopicPartition> uncommitted = new HashSet<>(all);
    uncommitted.removeAll(committed.keySet());
    committed.putAll(offsets(uncommitted, OffsetSpec.earliest()));
    Map<String, Long> lags = new TreeMap<>();
    ends.forEach(
        (partition, end) ->
            lags.merge(partition.topic(), Math.max(0, end - committed.get(partition)), Long::sum));
    return lags;
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> of, OffsetSpec spec)
      throws ExecutionException, InterruptedException {
    return of.isEmpty()
        ? Map.of()
        : admin
            .listOffsets(of.stream().collect(toMap(partition -> partition, partition -> spec)))
            .all()
            .get()
            .entrySet()
            .stream()
            .collect(toMap(Map.Entry::getKey, found -> found.getValue().offset()));
  }

  @Override
  public void close() {
    if (task.closeNow() && admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
