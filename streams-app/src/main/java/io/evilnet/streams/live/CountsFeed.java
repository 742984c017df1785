package io.evilnet.streams.live;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.infra.topics.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic of counts from its end on, all partitions, and passes on what has changed a few
 * times a second.
 *
 * <p>It is in no group and commits nothing: every process sees all changes, and none holds up the
 * sink.
 */
public final class CountsFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CountsFeed.class);

  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final String bootstrapServers;
  private final Topic<CityWindow, CityCounts> topic;
  private final Consumer<Collection<CountChange>> listener;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "counts-feed");

  /** Where a consumer that comes after this one goes on. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private volatile KafkaConsumer<byte[], byte[]> consumer;

  /**
   * A feed that has not started.
   *
   * @param listener takes the changes, in the feed's thread; it must not wait
   */
  public CountsFeed(
      String bootstrapServers,
      Topic<CityWindow, CityCounts> topic,
      Consumer<Collection<CountChange>> listener) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.listener = listener;
    thread.setDaemon(true);
  }

  /** Starts reading; the topic has to be there. */
  public void start() {
    thread.start();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try (KafkaConsumer<byte[], byte[]> life =
          new KafkaConsumer<>(
              consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = life;
        read(life);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("the feed of changes is woken up to end");
      } catch (KafkaException e) {
        LOG.warn("changes are not seen until Kafka can be read again: {}", e.getMessage());
        waitBeforeRestart();
      } finally {
        consumer = null;
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> life) {
    List<TopicPartition> partitions =
        life.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    life.assign(partitions);
    if (positions.isEmpty()) {
      life.endOffsets(partitions).forEach(positions::put);
    }
    positions.forEach(life::seek);
    LOG.info("shows the changes of {} from {}", topic.name(), positions);
    Changes changes = new Changes(topic);
    while (closing.getCount() > 0) {
      changes.add(life.poll(changes.untilDue()));
      changes.takeIfDue().ifPresent(listener);
      partitions.forEach(partition -> positions.put(partition, life.position(partition)));
    }
  }

  private Map<String, Object> consumerConfig() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ConsumerConfig.CLIENT_ID_CONFIG,
        "counts-feed",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "latest",
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
        250);
  }

  private void waitBeforeRestart() {
    try {
      closing.await(RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> life = consumer;
    if (life != null) {
      life.wakeup();
    }
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
