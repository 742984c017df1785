package io.evilnet.streams.live;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import io.evilnet.platform.kafka.KafkaConnection;
import io.evilnet.platform.topics.Topic;
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
 * Reads all partitions of the topic of counts from the end, and passes changes to a listener a few
 * times a second.
 *
 * <p>The consumer has no group and commits nothing, so every process sees all changes,
 * independently of the sink.
 */
public final class CountsFeed implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CountsFeed.class);

  private final Topic<CityWindow, CityCounts> topic;
  private final Consumer<Collection<CountChange>> listener;
  private final ConsumerThread thread;

  /** The positions from which the next consumer resumes. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /**
   * Creates a feed that is not started.
   *
   * @param listener called with the changes in the feed's thread; must not block
   */
  public CountsFeed(
      KafkaConnection kafka,
      Topic<CityWindow, CityCounts> topic,
      Consumer<Collection<CountChange>> listener) {
    this.topic = topic;
    this.listener = listener;
    this.thread = new ConsumerThread("counts-feed", config(kafka), this::read);
  }

  /** Starts reading; the topic must exist. */
  public void start() {
    thread.start();
  }

  /** Returns the reason if it cannot recover without intervention. */
  public Optional<String> stalled() {
    return thread.stalled();
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = ConsumerThread.assignAll(consumer, topic.name());
    if (positions.isEmpty()) {
      consumer.endOffsets(partitions).forEach(positions::put);
    }
    positions.forEach(consumer::seek);
    LOG.info("reading changes of {} from {}", topic.name(), positions);
    Changes changes = new Changes(topic);
    while (true) {
      changes.add(consumer.poll(changes.untilDue()));
      Optional<Collection<CountChange>> due = changes.takeIfDue();
      due.ifPresent(listener);
      // Without positions of pending changes, so that a restarted consumer reads them again.
      if (due.isPresent() || changes.isEmpty()) {
        partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
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
