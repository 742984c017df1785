package io.evilnet.streams.ranking;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import io.evilnet.store.table.RankingTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the ranking to Cassandra; each metric and side is replaced as a whole. */
final class RankingWriter {

  private record Partition(Metric metric, Side side) {}

  private final CqlSession session;
  private final RankingTable table;
  private final Map<Partition, Integer> lengths = new HashMap<>();

  RankingWriter(CqlSession session, String keyspace) {
    this.session = session;
    this.table = new RankingTable(session, keyspace);
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
    Metric metric = partition.metric();
    String side = partition.side().label();
    BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
    for (RankedCity city : cities) {
      batch.addStatement(
          table.insert(
              metric.label(),
              side,
              city.rank(),
              city.cityId(),
              city.city(),
              metric.of(city.counts())));
    }
    // At the first time and when shorter only, since a deletion leaves a tombstone, read each time.
    if (cities.size() < lengths.getOrDefault(partition, Integer.MAX_VALUE)) {
      batch.addStatement(table.deleteAfter(metric.label(), side, cities.size()));
    }
    if (batch.getStatementsCount() > 0) {
      session.execute(batch.build());
    }
    lengths.put(partition, cities.size());
  }
}
