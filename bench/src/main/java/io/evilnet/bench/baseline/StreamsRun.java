package io.evilnet.bench.baseline;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** A topology that runs until it has seen all posts. */
final class StreamsRun {

  private static final Duration LOOK = Duration.ofMillis(5);

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
   * Starts and returns when all posts have come to the aggregate.
   *
   * @throws StreamsException if a thread has failed
   */
  void awaitAll(Tally tally, long posts) throws InterruptedException {
    streams.start();
    while (tally.seen() < posts) {
      refuseFailure();
      Thread.sleep(LOOK.toMillis());
    }
    // The last post may be in the aggregate just now.
    Thread.sleep(LOOK.toMillis());
  }

  /**
   * Flushes and commits everything and stops.
   *
   * @throws StreamsException if a thread has failed
   */
  void close() {
    streams.close();
    refuseFailure();
  }

  private void refuseFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new StreamsException("a thread of the baseline has failed: " + cause, cause);
    }
  }
}
