package io.evilnet.streams.app;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a topology until it is closed or cannot go on. */
final class StreamsRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  private final FailurePolicy failures = new FailurePolicy();
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;

  StreamsRunner(Topology topology, Properties properties, MeterRegistry registry) {
    this.streams = new KafkaStreams(topology, properties, new CountingClients());
    this.metrics = new KafkaStreamsMetrics(streams);
    streams.setUncaughtExceptionHandler(failures);
    streams.setStateListener(this::stateChanged);
    metrics.bindTo(registry);
  }

  void start() {
    streams.start();
  }

  State state() {
    return streams.state();
  }

  /** Waits until all of its tasks count, it has ended, or the time is over. */
  void awaitRunning(Duration timeout) throws InterruptedException {
    boolean unused = running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until it has ended.
   *
   * @throws StreamsException with what made it end, unless it was closed
   */
  void awaitEnd() throws InterruptedException {
    ended.await();
    Optional<Throwable> cause = failures.fatal();
    if (cause.isPresent()) {
      throw new StreamsException("counting ended: " + cause.get().getMessage(), cause.get());
    }
  }

  private void stateChanged(State now, State before) {
    LOG.info("counting is {}, was {}", now, before);
    if (now == State.RUNNING) {
      running.countDown();
    }
    if (now == State.NOT_RUNNING || now == State.ERROR) {
      running.countDown();
      ended.countDown();
    }
  }

  @Override
  public void close() {
    metrics.close();
    if (!streams.close(CLOSE_TIMEOUT)) {
      LOG.warn(
          "counting did not end within {}; what is not committed is read again", CLOSE_TIMEOUT);
    }
    ended.countDown();
  }
}
