package io.evilnet.streams.sink;

import io.evilnet.streams.consumer.ConsumerThread;
import io.evilnet.streams.store.CassandraLink;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Carries totals from {@code city-counts} to Cassandra, in a thread of its own. */
public final class CountsSink implements AutoCloseable {

  private final SinkSettings settings;
  private final Refusals refusals;
  private final CountWriter writer;
  private final MeterRegistry registry;
  private final SinkMeters meters;
  private final ConsumerThread thread;
  private volatile SinkState state = SinkState.STARTING;

  /**
   * A sink that has not started.
   *
   * @param settings how it reads
   * @param cassandra where it writes
   * @param recorder called before the first write
   * @param failed told, in the sink's thread, of what each consumer failed with
   */
  public CountsSink(
      SinkSettings settings,
      CassandraLink cassandra,
      SourceRecorder recorder,
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

  /** The totals that Cassandra has refused lately, for a person; empty when it took all. */
  public Optional<String> refused() {
    return refusals.problem();
  }

  /** Why it does not work and will not by itself. */
  public Optional<String> stalled() {
    return thread.stalled();
  }

  private void consume(KafkaConsumer<byte[], byte[]> consumer) {
    try (KafkaClientMetrics metrics = new KafkaClientMetrics(consumer)) {
      metrics.bindTo(registry);
      new CountsConsumer(
              consumer,
              new TotalsDecoder(settings.topic(), meters),
              writer,
              Backoff.DEFAULT,
              meters,
              InstantSource.system(),
              reached -> state = reached)
          .consume(settings.topic().name());
    } finally {
      state = SinkState.STARTING;
    }
  }

  /** Ends the thread; what is not acknowledged is written after the next start. */
  @Override
  public void close() {
    thread.close();
    state = SinkState.STOPPED;
  }
}
