package io.evilnet.streams.ranking;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code ranking}, each metric and side of which is replaced as a whole. */
final class RankingTable {

  private record Partition(Metric metric, Side side) {}

  private final CqlSession session;
  private final InsertRanked insertRanked;
  private final DeleteRanksAfter deleteRanksAfter;
  private final Map<Partition, Integer> lengths = new HashMap<>();

  RankingTable(CqlSession session, String keyspace) {
    this.session = session;
    this.insertRanked = new InsertRanked(session, keyspace);
    this.deleteRanksAfter = new DeleteRanksAfter(session, keyspace);
  }

  /** Replaces all metrics and sides. */
  void replace(Ranking ranking, int size) {
    for (Metric metric : Metric.values()) {
      for (Side side : Side.values()) {
        replace(new Partition(metric, side), ranking.first(size, metric, side));
      }
    }
  }

  private void replace(Partition partition, List<RankedCity> cities) {
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    for (RankedCity city : cities) {
      batch.addStatement(insertRanked.bind(partition.metric(), partition.side(), city));
    }
    // Of a shorter ranking only, and at the first time: a deletion leaves a tombstone to read over.
    if (cities.size() < lengths.getOrDefault(partition, Integer.MAX_VALUE)) {
      batch.addStatement(
          deleteRanksAfter.bind(partition.metric(), partition.side(), cities.size()));
    }
    if (batch.getStatementsCount() > 0) {
      session.execute(batch.build());
    }
    lengths.put(partition, cities.size());
  }
}
