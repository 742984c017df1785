package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups statements by Cassandra partition, since an unlogged batch of one partition is a single
 * mutation.
 */
final class PartitionBatches {

  /**
   * Maximum number of statements in a batch: some 300 KB with the largest sketches, while a
   * mutation may have 16 MiB. The limit of 50 KiB per batch applies only to those of several
   * partitions.
   */
  static final int MAX_STATEMENTS = 128;

  private final Map<Object, List<BatchableStatement<?>>> byPartition = new LinkedHashMap<>();

  /**
   * Adds a statement.
   *
   * @param partition equal for statements of the same table and partition key only
   */
  void add(Object partition, BatchableStatement<?> statement) {
    byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(statement);
  }

  /** Returns the requests to send. */
  List<Statement<?>> requests() {
    List<Statement<?>> requests = new ArrayList<>();
    for (List<BatchableStatement<?>> statements : byPartition.values()) {
      for (int from = 0; from < statements.size(); from += MAX_STATEMENTS) {
        int to = Math.min(from + MAX_STATEMENTS, statements.size());
        requests.add(request(statements.subList(from, to)));
      }
    }
    return requests;
  }

  private static Statement<?> request(List<BatchableStatement<?>> statements) {
    return statements.size() == 1
        ? statements.get(0)
        : BatchStatement.newInstance(
            DefaultBatchType.UNLOGGED, statements.toArray(BatchableStatement<?>[]::new));
  }
}
