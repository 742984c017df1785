package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Groups statements by Cassandra partition, since an unlogged batch of one partition is a single
 * mutation.
 *
 * <p>Small statements that are the only one of their partition share requests only if there are
 * more of them than requests in flight. A request costs Cassandra many times what such a row does,
 * but the mutations of a batch are applied one after the other, and each waits for a sync of the
 * commit log. More partitions than {@link #MOST_PARTITIONS} would burden the node that coordinates
 * them.
 */
final class PartitionBatches {

  /**
   * Statements in a batch, at most: some 300 KB with the largest sketches, of the 16 MiB that a
   * mutation may have. The limit of 50 KiB a batch is for those of several partitions only.
   */
  static final int LARGEST = 128;

  /** As many as Cassandra takes in an unlogged batch without a warning. */
  static final int MOST_PARTITIONS = 10;

  private final int inFlight;

  private final Map<Object, List<BatchableStatement<?>>> byPartition = new LinkedHashMap<>();
  private final Set<BatchableStatement<?>> small =
      Collections.newSetFromMap(new IdentityHashMap<>());

  /** Creates batches for a number of requests in flight. */
  PartitionBatches(int inFlight) {
    this.inFlight = inFlight;
  }

  /**
   * Adds a statement.
   *
   * @param partition equal for statements of the same table and partition key only
   */
  void add(Object partition, BatchableStatement<?> statement) {
    byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(statement);
  }

  /**
   * Adds a statement of some 400 bytes at most: ten are below the 5 KiB of a batch with a warning.
   */
  void addSmall(Object partition, BatchableStatement<?> statement) {
    add(partition, statement);
    small.add(statement);
  }

  /** Returns the requests to send. */
  List<Statement<?>> requests() {
    List<Statement<?>> requests = new ArrayList<>();
    List<BatchableStatement<?>> alone = new ArrayList<>();
    for (List<BatchableStatement<?>> statements : byPartition.values()) {
      if (statements.size() == 1 && small.contains(statements.get(0))) {
        alone.addAll(statements);
      } else {
        split(statements, LARGEST, requests);
      }
    }
    split(alone, Math.min(MOST_PARTITIONS, 1 + alone.size() / inFlight), requests);
    return requests;
  }

  private static void split(
      List<BatchableStatement<?>> statements, int most, List<Statement<?>> requests) {
    for (int from = 0; from < statements.size(); from += most) {
      int to = Math.min(from + most, statements.size());
      requests.add(request(statements.subList(from, to)));
    }
  }

  private static Statement<?> request(List<BatchableStatement<?>> statements) {
    return statements.size() == 1
        ? statements.get(0)
        : BatchStatement.newInstance(
            DefaultBatchType.UNLOGGED, statements.toArray(BatchableStatement<?>[]::new));
  }
}
