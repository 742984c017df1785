package io.evilnet.chaos.observe;

import io.evilnet.chaos.oracle.Curve;
import io.evilnet.core.City;
import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Number of posts in the totals of {@code city-counts}, by append time. Read while the system is
 * running, because compaction removes superseded totals.
 */
public final class CountedOutput implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final Curve curve = new Curve();
  private final AtomicLong posts = new AtomicLong();
  private final Map<CityWindow, Long> totals = new HashMap<>();
  private final KafkaConsumer<CityWindow, CityCounts> consumer;
  private final Thread thread = new Thread(this::consume, "counted-output");

  /** Starts the consumer. */
  CountedOutput(KafkaConnection kafka) {
    consumer =
        new KafkaConsumer<>(
            kafka.with(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")),
            Topics.CITY_COUNTS.keySerde().deserializer(),
            Topics.CITY_COUNTS.valueSerde().deserializer());
    thread.setDaemon(true);
    thread.start();
  }

  public Curve curve() {
    return curve;
  }

  /** Returns the current number of posts in totals. */
  long posts() {
    return posts.get();
  }

  private void consume() {
    try (consumer) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.CITY_COUNTS.name(), TIMEOUT).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      while (true) {
        consumer.poll(POLL).forEach(this::add);
      }
    } catch (WakeupException closed) {
      // Closed.
    }
  }

  private void add(ConsumerRecord<CityWindow, CityCounts> total) {
    if (total.value().city().equals(City.CONTAINED)) {
      return; // these posts are in the totals of their cities
    }
    long before = totals.getOrDefault(total.key(), 0L);
    // A stalled process may append a lower total than its successor has.
    long tweets = totals.merge(total.key(), total.value().counts().tweets(), Math::max);
    curve.add(Instant.ofEpochMilli(total.timestamp()), tweets - before);
    posts.addAndGet(tweets - before);
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
