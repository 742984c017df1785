package io.evilnet.streams.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a Kafka consumer in its own thread; replaces a failed consumer until closed. */
public final class ConsumerThread implements AutoCloseable {

  /** The poll loop of a consumer. */
  public interface PollLoop {

    /**
     * Runs the loop until {@link KafkaConsumer#wakeup}.
     *
     * @throws WakeupException on a wakeup, when the thread is closed
     */
    void run(KafkaConsumer<byte[], byte[]> consumer);
  }

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerThread.class);

  private static final Duration RESTART_DELAY = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  /** Much longer than any single step of the threads, including request timeouts. */
  private static final Duration STALLED_AFTER = Duration.ofSeconds(90);

  private final Map<String, Object> config;
  private final PollLoop loop;
  private final Consumer<Throwable> failed;
  private final Polls polls = new Polls();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile boolean started;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  /**
   * Creates a thread that is not started.
   *
   * @param name name of the thread
   * @param config configuration of each consumer
   */
  public ConsumerThread(String name, Map<String, Object> config, PollLoop loop) {
    this(name, config, loop, failure -> {});
  }

  /**
   * Creates a thread that is not started.
   *
   * @param name name of the thread
   * @param config configuration of each consumer
   * @param failed called in the thread with the failure of each consumer
   */
  public ConsumerThread(
      String name, Map<String, Object> config, PollLoop loop, Consumer<Throwable> failed) {
    this.config = config;
    this.loop = loop;
    this.failed = failed;
    this.thread = new Thread(this::run, name);
    this.thread.setDaemon(true);
  }

  public void start() {
    started = true;
    thread.start();
  }

  /**
   * Returns the reason if it cannot recover without intervention; empty before the start and after
   * the end.
   */
  public Optional<String> stalled() {
    if (!started || isClosing()) {
      return Optional.empty();
    }
    return thread.isAlive()
        ? polls.stalled(STALLED_AFTER)
        : Optional.of("thread %s has terminated".formatted(thread.getName()));
  }

  /**
   * Assigns all partitions of a topic to a consumer without a group.
   *
   * @throws UnknownTopicOrPartitionException if the topic does not exist yet
   */
  public static List<TopicPartition> assignAll(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new UnknownTopicOrPartitionException("unknown topic " + topic);
    }
    consumer.assign(partitions);
    return partitions;
  }

  private void run() {
    while (!isClosing()) {
      polls.record();
      try (KafkaConsumer<byte[], byte[]> opened = new PolledConsumer(config, polls)) {
        consumer = opened;
        if (!isClosing()) {
          loop.run(opened);
        }
      } catch (WakeupException | InterruptException e) {
        LOG.debug("{} was woken up", thread.getName());
        waitBeforeRestart();
      } catch (RetriableException e) {
        LOG.warn(
            "{} failed, restarting in {}: {}", thread.getName(), RESTART_DELAY, e.getMessage());
        waitBeforeRestart();
      } catch (RuntimeException | Error e) {
        LOG.error("{} failed, restarting in {}", thread.getName(), RESTART_DELAY, e);
        failed.accept(e);
        waitBeforeRestart();
      } finally {
        consumer = null;
      }
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  /**
   * Waits before a restart. Interrupts do not end this thread, so the interrupt status is cleared.
   */
  private void waitBeforeRestart() {
    boolean interrupted = Thread.interrupted();
    try {
      boolean unused = closing.await(RESTART_DELAY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      LOG.warn("{} was interrupted, restarting", thread.getName());
    }
  }

  /** Stops the thread, and waits a few seconds for its end. */
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
