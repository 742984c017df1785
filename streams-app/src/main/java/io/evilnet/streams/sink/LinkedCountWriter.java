package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.evilnet.streams.store.CassandraLink;
import io.evilnet.streams.store.Refusal;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * Writes through a link that may be down, in which case writes fail. Records the source of the
 * counts before the first write to a keyspace.
 */
final class LinkedCountWriter implements CountWriter {

  private final CassandraLink link;
  private final BiConsumer<CqlSession, String> recorder;
  private final Refusals refusals;
  private volatile CountWriter writer;
  private int creations;

  LinkedCountWriter(
      CassandraLink link, BiConsumer<CqlSession, String> recorder, Refusals refusals) {
    this.link = link;
    this.recorder = recorder;
    this.refusals = refusals;
  }

  @Override
  public CompletableFuture<Collection<CityTotal>> write(Collection<CityTotal> totals) {
    Optional<CqlSession> session = link.session();
    if (session.isEmpty()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(link.problem().orElse("not connected to Cassandra yet")));
    }
    try {
      // Cities that the writer has cached are missing in recreated tables.
      int now = link.creations();
      if (writer == null || creations != now) {
        writer = null;
        recorder.accept(session.get(), link.keyspace());
        writer =
            new RefusalIsolation(
                new CassandraCountWriter(session.get(), link.keyspace()),
                link::schemaIsIntact,
                () -> link.creations() == now,
                refusals);
        creations = now;
      }
      return writer.write(totals).whenComplete((written, failure) -> inspect(failure));
    } catch (DriverException e) {
      inspect(e);
      return CompletableFuture.failedFuture(e);
    } catch (IllegalStateException refused) {
      return CompletableFuture.failedFuture(refused);
    }
  }

  /** Drops the statements if their tables are missing, so that they are prepared again. */
  private void inspect(Throwable failure) {
    if (failure != null && Refusal.cause(failure) instanceof InvalidQueryException) {
      writer = null;
      link.ensureSchema();
    }
  }
}
