package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import io.evilnet.streams.consumer.ConsumerThread;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.store.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.utils.ExponentialBackoff;

/** Writes totals from {@code city-counts} to Cassandra, in its own thread. */
public final class CountsSink implements AutoCloseable {

  /** Retries within two seconds without overloading a server that is starting. */
  private static final long MAX_RETRY_MILLIS = 2_000;

  private static final long FIRST_RETRY_MILLIS = 100;

  private final SinkSettings settings;
  private final Refusals refusals;
  private final CountWriter writer;
  private final MeterRegistry registry;
  private final SinkMeters meters;
  private final ConsumerThread thread;
  private volatile SinkState state = SinkState.STARTING;

  /** Error message of the last write; empty if it succeeded. */
  private volatile String failure = "";

  /**
   * Creates a sink that is not started.
   *
   * @param settings the settings of the consumer
   * @param cassandra the link to Cassandra
   * @param recorder called with the keyspace before the first write; throws {@link
   *     IllegalStateException} if it has counts of another source
   * @param failed called in the sink's thread with the failure of each consumer
   */
  public CountsSink(
      SinkSettings settings,
      CassandraLink cassandra,
      BiConsumer<CqlSession, String> recorder,
      MeterRegistry registry,
      Consumer<Throwable> failed) {
    this.settings = settings;
    this.registry = registry;
    this.meters = new SinkMeters(registry);
    this.refusals = new Refusals(meters);
    this.writer = new LinkedCountWriter(cassandra, recorder, refusals);
    this.thread =
        new ConsumerThread("counts-sink", settings.consumerConfig(), this::consume, failed);
  }

  /** Starts reading. */
  public void start() {
    thread.start();
  }

  public SinkState state() {
    return state;
  }

  /**
   * Returns a description of the totals that Cassandra rejected recently; empty if there are none.
   */
  public Optional<String> refused() {
    return refusals.problem();
  }

  /** Returns the error message of the last write if it failed and is being retried. */
  public Optional<String> failure() {
    return Optional.of(failure).filter(message -> !message.isEmpty());
  }

  /** Returns the reason if the sink cannot recover without intervention. */
  public Optional<String> stalled() {
    return thread.stalled();
  }

  private void consume(KafkaConsumer<byte[], byte[]> consumer) {
    try (KafkaClientMetrics metrics = new KafkaClientMetrics(consumer)) {
      metrics.bindTo(registry);
      new CountsConsumer(
              consumer,
              new TotalsDecoder(settings.topic(), meters),
              this::write,
              new ExponentialBackoff(FIRST_RETRY_MILLIS, 2, MAX_RETRY_MILLIS, 0),
              meters,
              InstantSource.system(),
              reached -> state = reached)
          .consume(settings.topic().name());
    } finally {
      state = SinkState.STARTING;
    }
  }

  private CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals) {
    return writer
        .write(totals)
        .whenComplete(
            (written, failed) ->
                failure = failed == null ? "" : Refusal.message(Refusal.cause(failed)));
  }

  /** Stops the thread; unacknowledged totals are written after the next start. */
  @Override
  public void close() {
    thread.close();
    state = SinkState.STOPPED;
  }
}
