package io.evilnet.streams.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka consumer in a thread of its own: when one cannot go on another follows, until it is
 * closed.
 */
public final class ConsumerThread implements AutoCloseable {

  /** What is done with a consumer, from when it is opened until it is given up. */
  public interface Life {

    /**
     * Reads until it is woken up.
     *
     * @throws WakeupException when it is, which means that the thread is being closed
     */
    void live(KafkaConsumer<byte[], byte[]> consumer);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);

  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final Map<String, Object> config;
  private final Life life;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  /**
   * A thread that has not started.
   *
   * @param name of the thread
   * @param config of each consumer
   */
  public ConsumerThread(String name, Map<String, Object> config, Life life) {
    this.config = config;
    this.life = life;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  private void run() {
    while (!isClosing()) {
      try (KafkaConsumer<byte[], byte[]> opened =
          new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = opened;
        if (!isClosing()) {
          life.live(opened);
        }
      } catch (WakeupException | InterruptException e) {
        LOG.debug("{} is woken up to end", thread.getName());
      } catch (RuntimeException e) {
        LOG.error("{} cannot go on, it begins anew in {}", thread.getName(), RESTART_DELAY, e);
        waitBeforeRestart();
      } finally {
        consumer = null;
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void waitBeforeRestart() {
    try {
      closing.await(RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the thread, and waits for it a few seconds. */
  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> opened = consumer;
    if (opened != null) {
      opened.wakeup();
    }
    try {
      thread.join(CLOSE_TIMEOUT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
