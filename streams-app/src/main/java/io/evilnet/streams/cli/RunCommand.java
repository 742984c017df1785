package io.evilnet.streams.cli;

import io.evilnet.platform.kafka.KafkaOptions;
import io.evilnet.platform.settings.CountingOptions;
import io.evilnet.platform.topics.TopicOptions;
import io.evilnet.store.session.CassandraOptions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.streams.app.StreamsApp;
import io.evilnet.streams.app.StreamsAppSettings;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code run}: counts until a shutdown signal. */
@Command(
    name = "run",
    description = "Counts tweets from Kafka and writes the counts to Cassandra.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(28);

  @Mixin private KafkaOptions kafka;
  @Mixin private TopicOptions topics;
  @Mixin private CountingOptions counting;
  @Mixin private CassandraOptions cassandra;
  @Mixin private ProcessingOptions processing;
  @Mixin private ReaderOptions reader;
  @Mixin private RankingOptions ranking;
  @Mixin private UnusualOptions unusual;
  @Mixin private ApiOptions api;

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    try (StreamsApp app = new StreamsApp(settings())) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(app, closed), "stop-on-signal"));
      app.run();
    } finally {
      closed.countDown();
    }
    return 0;
  }

  private StreamsAppSettings settings() {
    CassandraSettings writer = cassandra.settings();
    return new StreamsAppSettings(
        kafka.connection(),
        topics.settings(),
        counting.rules(),
        processing.settings(),
        writer,
        reader.settings(writer, System.getenv()),
        ranking.settings(),
        unusual.settings(),
        api.simulated(),
        api.address(),
        api.access(System.getenv()));
  }

  /** Stops the app; returns after everything is closed, since the process then ends. */
  private static void stop(StreamsApp app, CountDownLatch closed) {
    app.stop();
    try {
      closed.await(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
