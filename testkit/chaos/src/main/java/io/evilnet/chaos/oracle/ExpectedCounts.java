package io.evilnet.chaos.oracle;

import java.util.Map;

/**
 * Expected rows and outcomes, from the oracle.
 *
 * @param rows expected rows of all tables, as streams-app counts
 * @param complete the same including late posts, as a backfill counts
 * @param outcomes expected outcomes
 */
public record ExpectedCounts(Map<RowKey, Row> rows, Map<RowKey, Row> complete, Outcomes outcomes) {

  public ExpectedCounts {
    rows = Map.copyOf(rows);
    complete = Map.copyOf(complete);
  }

  /** Returns the maximum expected rows; a scheduled repair may add late posts to any row. */
  public Map<RowKey, Row> maximum(boolean repaired) {
    return repaired ? complete : rows;
  }

  /** Returns the number of received retweets, without late ones. */
  public long received() {
    return rows.entrySet().stream()
        .filter(row -> row.getKey().table().equals(Oracle.BY_WINDOW))
        .mapToLong(row -> row.getValue().received())
        .sum();
  }

  /** Returns the number of accepted posts. */
  public long accepted() {
    return outcomes.sum();
  }
}
