package io.evilnet.backfill.rows;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.spark.connector.cql.CassandraConnector;
import io.evilnet.backfill.compare.Difference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes and deletes rows in the executors, to match the expected counts.
 *
 * <p>All writes of a run have the same write time, so that retries are idempotent and later writes
 * of the stream take precedence.
 */
public final class WriteCounts implements VoidFunction<Iterator<Difference>> {

  private static final long serialVersionUID = 1L;

  private static final int IN_FLIGHT = 64;

  private final CassandraConnector connector;
  private final String keyspace;
  private final long writeTimeMicros;
  private final int ttlSeconds;
  private final LongAccumulator written;

  public WriteCounts(
      CassandraConnector connector,
      String keyspace,
      long writeTimeMicros,
      int ttlSeconds,
      LongAccumulator written) {
    this.connector = connector;
    this.keyspace = keyspace;
    this.writeTimeMicros = writeTimeMicros;
    this.ttlSeconds = ttlSeconds;
    this.written = written;
  }

  @Override
  public void call(Iterator<Difference> differences) {
    if (!differences.hasNext()) {
      return;
    }
    try (CqlSession session = connector.openSession()) {
      CountTables tables = new CountTables(session, keyspace);
      while (differences.hasNext()) {
        writeSome(session, tables, differences);
      }
    }
  }

  private void writeSome(CqlSession session, CountTables tables, Iterator<Difference> differences) {
    List<CompletableFuture<?>> writes = new ArrayList<>();
    while (differences.hasNext() && writes.size() < IN_FLIGHT) {
      BoundStatement write = tables.repair(differences.next(), writeTimeMicros, ttlSeconds);
      writes.add(session.executeAsync(write).toCompletableFuture());
    }
    CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new)).join();
    written.add(writes.size());
  }
}
