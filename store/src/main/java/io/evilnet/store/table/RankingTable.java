package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;

/** The table {@code ranking}, keyed by metric and side. */
public final class RankingTable extends Table {

  private final Prepared deleteAfter;

  public RankingTable(CqlSession session, String keyspace) {
    super(session, keyspace, "ranking", "metric, side, rank, city_id, city, value", "");
    deleteAfter = delete("WHERE metric = :metric AND side = :side AND rank > :rank");
  }

  public BoundStatement insert(
      String metric, String side, int rank, String cityId, String city, long value) {
    return keyed(insert, metric, side, rank)
        .setString("city_id", cityId)
        .setString("city", city)
        .setLong("value", value)
        .build();
  }

  /** Deletes the ranks after the last one of a shortened ranking. */
  public BoundStatement deleteAfter(String metric, String side, int lastRank) {
    return keyed(deleteAfter, metric, side, lastRank).build();
  }

  private static BoundStatementBuilder keyed(
      Prepared statement, String metric, String side, int rank) {
    return statement
        .bind()
        .setString("metric", metric)
        .setString("side", side)
        .setInt("rank", rank);
  }
}
