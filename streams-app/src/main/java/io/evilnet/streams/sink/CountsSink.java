package io.evilnet.streams.sink;

import io.evilnet.streams.store.CassandraLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries totals from {@code city-counts} to Cassandra, in a thread of its own. */
public final class CountsSink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CountsSink.class);

  private static final Duration RESTART_DELAY = Duration.ofSeconds(2);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final SinkSettings settings;
  private final CountWriter writer;
  private final MeterRegistry registry;
  private final SinkMeters meters;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "counts-sink");
  private volatile SinkState state = SinkState.STARTING;
  private volatile KafkaConsumer<byte[], byte[]> consumer;

  /**
   * A sink that has not started.
   *
   * @param settings how it reads
   * @param cassandra where it writes
   */
  public CountsSink(SinkSettings settings, CassandraLink cassandra, MeterRegistry registry) {
    this.settings = settings;
    this.writer = new LinkedCountWriter(cassandra);
    this.registry = registry;
    this.meters = new SinkMeters(registry);
  }

  /** Starts reading. */
  public void start() {
    thread.start();
  }

  public SinkState state() {
    return state;
  }

  private void run() {
    while (!isClosing()) {
      state = SinkState.STARTING;
      try (KafkaConsumer<byte[], byte[]> life = openConsumer();
          KafkaClientMetrics metrics = new KafkaClientMetrics(life)) {
        metrics.bindTo(registry);
        consume(life);
      } catch (WakeupException | InterruptException e) {
        LOG.debug("the sink is woken up to end");
      } catch (RuntimeException e) {
        LOG.error("the sink's consumer cannot go on, another one follows in {}", RESTART_DELAY, e);
        waitBeforeRestart();
      }
    }
    state = SinkState.STOPPED;
  }

  private KafkaConsumer<byte[], byte[]> openConsumer() {
    return new KafkaConsumer<>(
        settings.consumerConfig(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void consume(KafkaConsumer<byte[], byte[]> life) {
    consumer = life;
    try {
      if (!isClosing()) {
        new CountsConsumer(
                life,
                new TotalsDecoder(settings.topic(), meters),
                writer,
                Backoff.DEFAULT,
                meters,
                InstantSource.system(),
                reached -> state = reached)
            .consume(settings.topic().name());
      }
    } finally {
      consumer = null;
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

  /** Ends the thread; what is not acknowledged is written after the next start. */
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
