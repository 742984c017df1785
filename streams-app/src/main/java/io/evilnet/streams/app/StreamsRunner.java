package io.evilnet.streams.app;

import io.evilnet.streams.consumer.InstanceConflict;
import io.evilnet.streams.consumer.Polls;
import io.evilnet.streams.topology.StateMismatchException;
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

/** Runs a topology until it is closed or fails. */
final class StreamsRunner implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRunner.class);

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(15);

  /**
   * A thread processes the records of a poll in a second or two; the group reassigns its partitions
   * after five minutes.
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
   * Creates a runner that is not started.
   *
   * @param processing the settings of the process and its threads
   * @param clients the client supplier
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
   * Returns the reason if processing cannot recover without intervention: missing threads, or a
   * thread without a poll for {@link #STALLED_AFTER}. Ignores threads that restore state.
   */
  Optional<String> stalled() {
    State now = streams.state();
    if (now == State.ERROR) {
      return Optional.of("stream processing has failed");
    }
    if (!now.isRunningOrRebalancing()) {
      return Optional.empty();
    }
    Set<ThreadMetadata> alive = streams.metadataForLocalThreads();
    if (alive.size() < threads) {
      return Optional.of("%d of %d stream threads are alive".formatted(alive.size(), threads));
    }
    Set<String> counting =
        alive.stream()
            .filter(thread -> thread.threadState().equals("RUNNING"))
            .map(ThreadMetadata::threadName)
            .collect(Collectors.toSet());
    return polls.stalled(STALLED_AFTER, counting::contains);
  }

  /** Stops processing with a cause, which {@link #awaitEnd} then throws. */
  void end(RuntimeException cause) {
    failures.end(cause);
    ended.countDown();
  }

  /** Waits until all tasks are running, processing has ended, or the timeout expires. */
  void awaitRunning(Duration timeout) throws InterruptedException {
    boolean unused = running.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Waits until processing has ended.
   *
   * @throws StreamsException if processing has failed
   * @throws IllegalArgumentException if the settings do not match the state or another process
   */
  void awaitEnd() throws InterruptedException {
    ended.await();
    Optional<Throwable> cause = failures.fatal().map(StreamsRunner::unwrapped);
    if (cause.isPresent() && cause.get() instanceof IllegalArgumentException settings) {
      throw settings;
    }
    if (cause.isPresent()) {
      throw new StreamsException(
          "stream processing terminated: " + cause.get().getMessage(), cause.get());
    }
  }

  /** Returns the mismatch of the state that caused a failure, else the failure. */
  private static Throwable unwrapped(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof StateMismatchException) {
        return cause;
      }
    }
    return failure;
  }

  private void stateChanged(State now, State before) {
    LOG.info("state transition from {} to {}", before, now);
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
          "stream processing did not stop within {}; uncommitted records will be read again",
          CLOSE_TIMEOUT);
    }
    ended.countDown();
  }
}
