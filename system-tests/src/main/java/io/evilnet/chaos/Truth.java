package io.evilnet.chaos;

import java.util.Map;

/**
 * What is right, by the oracle.
 *
 * @param rows every row that has to be there, of all tables, as the stream counts
 * @param complete the same with the posts that were late, as a backfill counts
 * @param outcomes what became of the posts
 */
record Truth(Map<RowKey, Row> rows, Map<RowKey, Row> complete, Outcomes outcomes) {

  Truth {
    rows = Map.copyOf(rows);
    complete = Map.copyOf(complete);
  }

  /** The truth of a system whose windows a schedule repairs: late posts may be in any row. */
  Map<RowKey, Row> most(boolean repaired) {
    return repaired ? complete : rows;
  }

  /** The posts that were accepted. */
  long accepted() {
    return outcomes.sum();
  }
}
