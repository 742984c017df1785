package io.evilnet.chaos.observe;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.chaos.oracle.AcceptedCount;
import io.evilnet.chaos.oracle.Oracle;
import io.evilnet.chaos.oracle.Row;
import io.evilnet.chaos.oracle.RowKey;
import io.evilnet.chaos.system.RunningSystem;
import io.evilnet.chaos.system.SystemClients;
import io.evilnet.launcher.process.ResidentMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Samples the system every second. */
public final class Observer implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final RunningSystem system;
  private final CountedOutput output;
  private final AcceptedCount accepted;
  private final CqlSession session;
  private final StoredRows stored;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private final RowWatch watch = new RowWatch();
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> sampling;

  /**
   * Starts sampling.
   *
   * @param output totals of the system
   */
  Observer(RunningSystem system, CountedOutput output) {
    this.system = system;
    this.output = output;
    this.accepted = new AcceptedCount(system.clients().kafka());
    this.session = system.clients().cassandra();
    this.stored = new StoredRows(session, SystemClients.KEYSPACE);
    this.sampling =
        scheduler.scheduleWithFixedDelay(
            this::takeSample, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns the time of the first sample. */
  public Instant start() {
    return start;
  }

  /** Returns the time since the start. */
  public Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** Returns the current rows. */
  public Map<RowKey, Row> rows() {
    return stored.read();
  }

  public synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** Returns the last sample. */
  public synchronized Sample last() {
    return samples.isEmpty()
        ? new Sample(Duration.ZERO, Map.of(), Sample.UNKNOWN, 0, Sample.UNKNOWN, false, Map.of(), 0)
        : samples.get(samples.size() - 1);
  }

  /** Returns the observations of the rows so far. */
  public RowWatch watch() {
    return watch.copy();
  }

  private void takeSample() {
    long settled =
        system
            .streamsMetrics()
            .map(metrics -> OutcomeMetrics.outcomes(metrics).sum())
            .orElse(Sample.UNKNOWN);
    long visible = queryOrElse(this::visible, Sample.UNKNOWN);
    boolean cassandraUp = system.isCassandraUp();
    long totals = output.posts();
    // Last, so that the backlog is never underestimated.
    Map<Integer, Long> ends = queryOrElse(accepted::ends, Map.of());
    Sample sample =
        new Sample(
            elapsed(),
            ends,
            settled,
            totals,
            visible,
            cassandraUp,
            resident(),
            DiskUse.bytes(system.directory()));
    synchronized (this) {
      samples.add(sample);
    }
  }

  private Map<String, Long> resident() {
    Map<String, Long> resident = new HashMap<>();
    for (String service : system.services()) {
      system
          .process(service)
          .flatMap(process -> ResidentMemory.of(process.pid()).stream().boxed().findFirst())
          .ifPresent(bytes -> resident.put(service, bytes));
    }
    return resident;
  }

  private long visible() {
    Map<RowKey, Row> rows = stored.read();
    watch.observe(rows);
    return rows.entrySet().stream()
        .filter(row -> !row.getKey().table().equals(Oracle.BY_BUCKET))
        .filter(row -> !row.getKey().city().equals(Oracle.CONTAINED)) // in their cities, too
        .mapToLong(row -> row.getValue().tweets())
        .sum();
  }

  private static <T> T queryOrElse(Supplier<T> query, T fallback) {
    try {
      return query.get();
    } catch (KafkaException | DriverException unavailable) {
      return fallback;
    }
  }

  /**
   * Checks that the sampling is still active.
   *
   * @throws IllegalStateException if it has stopped: unobserved time proves nothing
   */
  public void requireSampling() {
    if (sampling.isDone()) {
      throw new IllegalStateException("the observer stopped sampling: " + sampling);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      if (!scheduler.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("timed out stopping the observer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    accepted.close();
    session.close();
  }
}
