package io.evilnet.backfill;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.spark.connector.cql.CassandraConnector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.LongAccumulator;

/**
 * Writes and deletes rows to match the expected counts, in the executors.
 *
 * <p>All writes of a run have one write time, so that a retry is idempotent and later writes of the
 * stream win.
 */
final class WriteCounts implements VoidFunction<Iterator<Difference>> {

  private static final long serialVersionUID = 1L;

  private static final int IN_FLIGHT = 64;

  private final CassandraConnector connector;
  private final Map<String, CountTable> tables = new HashMap<>();
  private final long writeTimeMicros;
  private final int ttlSeconds;
  private final LongAccumulator written;

  WriteCounts(
      CassandraConnector connector,
      List<CountTable> tables,
      long writeTimeMicros,
      int ttlSeconds,
      LongAccumulator written) {
    this.connector = connector;
    tables.forEach(table -> this.tables.put(table.name(), table));
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
      while (differences.hasNext()) {
        writeSome(session, differences);
      }
    }
  }

  private void writeSome(CqlSession session, Iterator<Difference> differences) {
    List<CompletableFuture<?>> writes = new ArrayList<>();
    while (differences.hasNext() && writes.size() < IN_FLIGHT) {
      BoundStatement write = bind(session, differences.next());
      writes.add(session.executeAsync(write).toCompletableFuture());
    }
    CompletableFuture.allOf(writes.toArray(CompletableFuture<?>[]::new)).join();
    written.add(writes.size());
  }

  private BoundStatement bind(CqlSession session, Difference difference) {
    CountTable table = tables.get(difference.table());
    boolean delete = difference.truth() == null;
    String statement = delete ? table.delete() : table.insert();
    List<Object> values =
        delete
            ? table.deleteValues(difference.key(), writeTimeMicros)
            : table.insertValues(difference.key(), difference.truth(), writeTimeMicros, ttlSeconds);
    return session
        .prepare(
            SimpleStatement.newInstance(statement)
                .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
                .setIdempotent(true))
        .bind(values.toArray());
  }
}
