package io.evilnet.chaos;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.evilnet.infra.process.ResidentMemory;
import io.evilnet.infra.schema.CassandraSessions;
import io.evilnet.infra.settings.CassandraSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;

/** Looks at the system every second or so, from outside, and keeps what it saw. */
final class Observer implements AutoCloseable {

  static final String KEYSPACE = "evilnet";

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final RunningSystem system;
  private final AcceptedPosts posts;
  private final CqlSession session;
  private final StoredRows stored;
  private final long startNanos = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private final RowWatch watch = new RowWatch();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looking;

  /** Starts looking. */
  Observer(RunningSystem system) {
    this.system = system;
    this.posts = new AcceptedPosts(system.bootstrapServers());
    this.session =
        CassandraSessions.openForService(
            new CassandraSettings(
                List.of(system.cassandra()), "datacenter1", KEYSPACE, 1, Duration.ofDays(1)));
    this.stored = new StoredRows(session, KEYSPACE);
    this.looking =
        clock.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Since the beginning. */
  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }

  /** The rows there are now. */
  Map<RowKey, Row> rows() {
    return stored.read();
  }

  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  RowWatch watch() {
    return watch;
  }

  private void look() {
    long accepted = unknownIfAway(posts::count);
    long settled =
        system
            .streamsMetrics()
            .map(metrics -> OutcomeMetrics.outcomes(metrics).sum())
            .orElse(Sample.UNKNOWN);
    long visible = unknownIfAway(this::visible);
    long resident =
        FaultPlan.TARGETS.stream()
            .flatMap(target -> system.process(target).stream())
            .mapToLong(process -> ResidentMemory.of(process.pid()).orElse(0))
            .sum();
    Sample sample = new Sample(elapsed(), accepted, settled, visible, resident, system.diskBytes());
    synchronized (this) {
      samples.add(sample);
    }
  }

  private long visible() {
    Map<RowKey, Row> rows = stored.read();
    watch.look(rows);
    return rows.entrySet().stream()
        .filter(row -> !row.getKey().table().equals(Oracle.BY_CITY))
        .mapToLong(row -> row.getValue().tweets())
        .sum();
  }

  private static long unknownIfAway(java.util.function.LongSupplier question) {
    try {
      return question.getAsLong();
    } catch (KafkaException | DriverException away) {
      return Sample.UNKNOWN;
    }
  }

  /**
   * Looks no more; what was seen stays.
   *
   * @throws IllegalStateException if it had stopped looking by itself: what it has not seen proves
   *     nothing
   */
  void rest() {
    if (clock.isShutdown()) {
      return;
    }
    boolean blind = looking.isDone();
    clock.shutdownNow();
    try {
      if (!clock.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the observer does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (blind) {
      throw new IllegalStateException("the observer stopped looking: " + looking);
    }
  }

  @Override
  public void close() {
    rest();
    session.close();
  }
}
