package io.evilnet.chaos;

import java.util.Map;

/**
 * What is right, by the oracle.
 *
 * @param rows every row that has to be there, of all tables
 * @param outcomes what became of the posts
 */
record Truth(Map<RowKey, Row> rows, Outcomes outcomes) {

  Truth {
    rows = Map.copyOf(rows);
  }

  /** The posts that were accepted. */
  long accepted() {
    return outcomes.sum();
  }
}
