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
 * Writes totals to Cassandra asynchronously, with a bounded number of requests in flight. Totals of
 * a city and window are written in order, with the timestamps of the driver.
 */
final class Upserts implements AutoCloseable {

  private static final int MAX_IN_FLIGHT = 512;

  /** Longer than pauses of a busy machine, because a failed write ends the baseline. */
  private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(1);

  private final CqlSession session;
  private final PreparedStatement insert;
  private final Semaphore permits = new Semaphore(MAX_IN_FLIGHT);
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Upserts(CassandraSettings settings) {
    this.session = CassandraSessions.openForService(settings);
    this.insert =
        session.prepare(
            "INSERT INTO %s.counts_by_window (window_start, city_id, tweets, retweets, users) VALUES (?, ?, ?, ?, ?)"
                .formatted(settings.keyspace()));
  }

  /** Sends a row; blocks while the maximum number of requests is in flight. */
  void write(Windowed<String> city, Totals totals) {
    permits.acquireUninterruptibly();
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
                    .setTimeout(WRITE_TIMEOUT))
            .whenComplete(
                (written, cause) -> {
                  if (cause != null) {
                    failure.compareAndSet(null, cause);
                  }
                  permits.release();
                });
    throwOnFailure();
  }

  /** Returns when all rows are acknowledged. */
  void awaitAll() {
    permits.acquireUninterruptibly(MAX_IN_FLIGHT);
    throwOnFailure();
  }

  @Override
  public void close() {
    session.close();
  }

  private void throwOnFailure() {
    Throwable cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("failed to write a row to Cassandra: " + cause, cause);
    }
  }
}
