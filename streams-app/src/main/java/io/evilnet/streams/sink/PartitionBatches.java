package io.evilnet.streams.sink;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statements by the Cassandra partition they write to: an unlogged batch of one partition is a
 * single mutation there, one of several partitions is a burden.
 */
final class PartitionBatches {

  /** Statements in a batch, at most. */
  static final int LARGEST = 128;

  /** Values in a batch; with what comes on top well below the 50 KiB that Cassandra refuses. */
  static final int LARGEST_BYTES = 24 * 1024;

  private final Map<Object, List<BatchableStatement<?>>> byPartition = new LinkedHashMap<>();

  /**
   * Adds a statement.
   *
   * @param partition equal for statements of the same table and partition key only
   */
  void add(Object partition, BatchableStatement<?> statement) {
    byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(statement);
  }

  /** What is to be sent. */
  List<Statement<?>> requests() {
    List<Statement<?>> requests = new ArrayList<>();
    for (List<BatchableStatement<?>> statements : byPartition.values()) {
      int from = 0;
      while (from < statements.size()) {
        int to = end(statements, from);
        requests.add(request(statements.subList(from, to)));
        from = to;
      }
    }
    return requests;
  }

  /** The first statement that does not fit into a batch which begins at {@code from}. */
  private static int end(List<BatchableStatement<?>> statements, int from) {
    int bytes = bytes(statements.get(from));
    int to = from + 1;
    while (to < statements.size() && to < from + LARGEST) {
      bytes += bytes(statements.get(to));
      if (bytes > LARGEST_BYTES) {
        break;
      }
      to++;
    }
    return to;
  }

  private static int bytes(BatchableStatement<?> statement) {
    return statement instanceof BoundStatement bound
        ? bound.getValues().stream().mapToInt(ByteBuffer::remaining).sum()
        : 0;
  }

  private static Statement<?> request(List<BatchableStatement<?>> statements) {
    return statements.size() == 1
        ? statements.get(0)
        : BatchStatement.newInstance(
            DefaultBatchType.UNLOGGED, statements.toArray(BatchableStatement<?>[]::new));
  }
}
