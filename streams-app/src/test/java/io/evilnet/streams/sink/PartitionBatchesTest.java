package io.evilnet.streams.sink;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionBatchesTest {

  private final PartitionBatches batches = new PartitionBatches();

  @Test
  void shouldNotBatchSingleStatementOfPartition() {
    batches.add("a", SimpleStatement.newInstance("1"));
    batches.add("b", SimpleStatement.newInstance("2"));

    assertThat(batches.requests())
        .hasSize(2)
        .allMatch(request -> request instanceof SimpleStatement);
  }

  @Test
  void shouldCombineStatementsOfPartitionInUnloggedBatch() {
    batches.add("a", SimpleStatement.newInstance("1"));
    batches.add("b", SimpleStatement.newInstance("2"));
    batches.add("a", SimpleStatement.newInstance("3"));

    List<Statement<?>> requests = batches.requests();

    assertThat(requests).hasSize(2);
    BatchStatement batch = (BatchStatement) requests.get(0);
    assertThat(batch.getBatchType()).isEqualTo(DefaultBatchType.UNLOGGED);
    assertThat(batch)
        .extracting(statement -> ((SimpleStatement) statement).getQuery())
        .containsExactly("1", "3");
  }

  @Test
  void shouldSplitLargeBatch() {
    for (int i = 0; i <= 2 * PartitionBatches.MAX_STATEMENTS; i++) {
      batches.add("a", SimpleStatement.newInstance("x"));
    }

    assertThat(batches.requests()).hasSize(3);
  }
}
