package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.streams.store.CassandraLink;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Writes through a link that need not be up: a write fails until it is. Before its first write to a
 * keyspace it records what the counts are counted from.
 */
final class LinkedCountWriter implements CountWriter {

  private final CassandraLink link;
  private final SourceRecorder recorder;
  private volatile CassandraCountWriter writer;

  LinkedCountWriter(CassandraLink link, SourceRecorder recorder) {
    this.link = link;
    this.recorder = recorder;
  }

  @Override
  public CompletableFuture<Void> write(Collection<CityTotal> totals) {
    Optional<CqlSession> session = link.session();
    if (session.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(link.problem().orElse("Cassandra is being connected")));
    }
    try {
      if (writer == null) {
        recorder.record(session.get(), link.keyspace());
        writer = new CassandraCountWriter(session.get(), link.keyspace());
      }
      return writer.write(totals).whenComplete((done, failure) -> inspect(failure));
    } catch (DriverException e) {
      inspect(e);
      return CompletableFuture.failedFuture(e);
    } catch (IllegalStateException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** A statement that was good and is not any more: the tables are gone. */
  private void inspect(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof InvalidQueryException) {
      writer = null;
      link.ensureSchema();
    }
  }
}
