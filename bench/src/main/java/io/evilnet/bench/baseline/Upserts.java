package io.evilnet.bench.baseline;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.kstream.Windowed;

/**
 * Writes totals to Cassandra, asynchronously, so many at a time. The totals of a city and window
 * come in order, and of two writes the driver's own timestamp decides.
 */
final class Upserts implements AutoCloseable {

  private static final int MOST_IN_FLIGHT = 512;

  /** Longer than any pause of a busy machine: a write that fails ends the baseline. */
  private static final Duration WRITTEN_WITHIN = Duration.ofMinutes(1);

  private final CqlSession session;
  private final PreparedStatement insert;
  private final Semaphore room = new Semaphore(MOST_IN_FLIGHT);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Upserts(CassandraSettings settings) {
    this.session = CassandraSessions.openForService(settings);
    this.insert =
        session.prepare(
            "INSERT INTO %s.counts_by_window (window_start, city_id, tweets, retweets, users) VALUES (?, ?, ?, ?, ?)"
                .formatted(settings.keyspace()));
  }

  /** Sends a row, after waiting for room. */
  void write(Windowed<String> city, Totals totals) {
    room.acquireUninterruptibly();
    var unused =
        session
            .executeAsync(
                insert
                    .bind(
                        city.window().startTime(),
                        city.key(),
                        totals.tweets(),
                        totals.retweets(),
                        totals.users())
                    .setTimeout(WRITTEN_WITHIN))
            .whenComplete(
                (written, cause) -> {
                  if (cause != null) {
                    failure.compareAndSet(null, cause);
                  }
                  room.release();
                });
    refuseFailure();
  }

  /** Returns when all rows are acknowledged. */
  void awaitAll() {
    room.acquireUninterruptibly(MOST_IN_FLIGHT);
    refuseFailure();
  }

  @Override
  public void close() {
    session.close();
  }

  private void refuseFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("Cassandra has not taken a row: " + cause, cause);
    }
  }
}
