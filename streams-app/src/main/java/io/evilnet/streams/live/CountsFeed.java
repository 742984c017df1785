package io.evilnet.streams.live;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.infra.settings.KafkaConnection;
import io.evilnet.infra.topics.Topic;
import io.evilnet.streams.consumer.ConsumerThread;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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

  private final Topic<CityWindow, CityCounts> topic;
  private final Consumer<Collection<CountChange>> listener;
  private final ConsumerThread thread;

  /** Where a consumer that comes after this one goes on. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /**
   * A feed that has not started.
   *
   * @param listener takes the changes, in the feed's thread; it must not wait
   */
  public CountsFeed(
      KafkaConnection kafka,
      Topic<CityWindow, CityCounts> topic,
      Consumer<Collection<CountChange>> listener) {
    this.topic = topic;
    this.listener = listener;
    this.thread = new ConsumerThread("counts-feed", config(kafka), this::read);
  }

  /** Starts reading; the topic has to be there. */
  public void start() {
    thread.start();
  }

  /** Why it does not work and will not by itself. */
  public Optional<String> stalled() {
    return thread.stalled();
  }

  private void read(KafkaConsumer<byte[], byte[]> life) {
    List<TopicPartition> partitions = ConsumerThread.assignAll(life, topic.name());
    if (positions.isEmpty()) {
      life.endOffsets(partitions).forEach(positions::put);
    }
    positions.forEach(life::seek);
    LOG.info("shows the changes of {} from {}", topic.name(), positions);
    Changes changes = new Changes(topic);
    while (true) {
      changes.add(life.poll(changes.untilDue()));
      Optional<Collection<CountChange>> due = changes.takeIfDue();
      due.ifPresent(listener);
      // What is still being collected would be missing after a restart of this consumer.
      if (due.isPresent() || changes.isEmpty()) {
        partitions.forEach(partition -> positions.put(partition, life.position(partition)));
      }
    }
  }

  private static Map<String, Object> config(KafkaConnection kafka) {
    return kafka.with(
        Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "counts-feed",
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "latest"));
  }

  @Override
  public void close() {
    thread.close();
  }
}
