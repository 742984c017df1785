package io.evilnet.streams.app;

import io.evilnet.streams.consumer.InstanceConflict;
import io.evilnet.streams.consumer.Polls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a topology until it is closed or cannot go on. */
final class StreamsRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  /**
   * A thread works off what it has polled in a second or two; the group gives its partitions to
   * others after five minutes.
   */
  private static final Duration STALLED_AFTER = Duration.ofMinutes(2);

  private final FailurePolicy failures;
  private final int threads;
  private final Polls polls;
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;

  /**
   * A topology that does not run yet.
   *
   * @param processing names the process, and says how many threads count
   * @param clients that it works with
   */
  StreamsRunner(
      Topology topology,
      Properties properties,
      ProcessingSettings processing,
      CountingClients clients,
      MeterRegistry registry) {
    this.threads = processing.threads();
    this.polls = clients.polls();
    this.failures = new FailurePolicy(new InstanceConflict(processing.instance(), threads));
    this.streams = new KafkaStreams(topology, properties, clients, new SteadyTime());
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

  /**
   * Why it does not count and will not by itself: threads are missing, or one of them is busy with
   * something else than Kafka. A thread whose tasks are being restored is not asked.
   */
  Optional<String> stalled() {
    State now = streams.state();
    if (now == State.ERROR) {
      return Optional.of("counting has failed");
    }
    if (!now.isRunningOrRebalancing()) {
      return Optional.empty();
    }
    Set<ThreadMetadata> alive = streams.metadataForLocalThreads();
    if (alive.size() < threads) {
      return Optional.of("%d of %d counting threads are left".formatted(alive.size(), threads));
    }
    Set<String> counting =
        alive.stream()
            .filter(thread -> thread.threadState().equals("RUNNING"))
            .map(ThreadMetadata::threadName)
            .collect(Collectors.toSet());
    return polls.stalled(STALLED_AFTER, counting::contains);
  }

  /** Ends counting, with the cause that {@link #awaitEnd} then throws. */
  void end(RuntimeException cause) {
    failures.end(cause);
    ended.countDown();
  }

  /** Waits until all of its tasks count, it has ended, or the time is over. */
  void awaitRunning(Duration timeout) throws InterruptedException {
    boolean unused = running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until it has ended.
   *
   * @throws StreamsException with what made it end, unless it was closed
   * @throws IllegalArgumentException if it cannot run with these settings
   */
  void awaitEnd() throws InterruptedException {
    ended.await();
    Optional<Throwable> cause = failures.fatal();
    if (cause.isPresent() && cause.get() instanceof IllegalArgumentException settings) {
      throw settings;
    }
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
