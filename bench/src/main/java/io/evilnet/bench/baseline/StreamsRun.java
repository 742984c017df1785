package io.evilnet.bench.baseline;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs a topology until it has processed all posts. */
final class StreamsRun {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(5);

  private final KafkaStreams streams;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  StreamsRun(Topology topology, Properties properties) {
    this.streams = new KafkaStreams(topology, properties);
    streams.setUncaughtExceptionHandler(
        cause -> {
          failure.compareAndSet(null, cause);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
  }

  /**
   * Starts the topology and returns when all posts have reached the aggregation.
   *
   * @throws StreamsException if a thread has failed
   */
  void awaitAll(Tally tally, long posts) throws InterruptedException {
    streams.start();
    while (tally.seen() < posts) {
      throwOnFailure();
      Thread.sleep(POLL_INTERVAL.toMillis());
    }
    // The aggregation of the last post may be in progress.
    Thread.sleep(POLL_INTERVAL.toMillis());
  }

  /**
   * Flushes, commits and stops.
   *
   * @throws StreamsException if a thread has failed
   */
  void close() {
    streams.close();
    throwOnFailure();
  }

  private void throwOnFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new StreamsException("a thread of the baseline failed: " + cause, cause);
    }
  }
}
