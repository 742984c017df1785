package io.evilnet.backfill.compare;

import io.evilnet.core.CityCounts;
import io.evilnet.core.CityWindow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;

/** Compares counted totals with the rows of all tables. */
public final class Comparison implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Returns the differences between the counted totals and the stored rows. */
  public JavaRDD<Difference> compare(
      JavaPairRDD<CityWindow, CityCounts> expected, JavaPairRDD<CityWindow, StoredCounts> stored) {
    return expected
        .cogroup(stored)
        .flatMap(
            group ->
                differences(
                        group._1(),
                        group._2()._1().iterator().hasNext()
                            ? group._2()._1().iterator().next()
                            : null,
                        group._2()._2())
                    .iterator());
  }

  /** Returns all rows that the counted totals require, as if none existed. */
  public JavaRDD<Difference> all(JavaPairRDD<CityWindow, CityCounts> expected) {
    return expected.flatMap(
        total -> differences(total._1(), total._2(), new ArrayList<>()).iterator());
  }

  /**
   * Returns the differing rows of one window and city.
   *
   * @param expected the expected total; null without tweets
   */
  List<Difference> differences(
      CityWindow key, CityCounts expected, Iterable<StoredCounts> storedRows) {
    List<Difference> differences = new ArrayList<>();
    for (CountTable table : CountTable.values()) {
      CityCounts expectedRow = table.holds(key) ? expected : null;
      StoredCounts row = rowOf(table, storedRows);
      if (row == null ? expectedRow != null : expectedRow == null || !isEqual(row, expectedRow)) {
        differences.add(new Difference(table, key, row, expectedRow));
      }
    }
    return differences;
  }

  private static boolean isEqual(StoredCounts row, CityCounts expectedRow) {
    return row.counts().equals(expectedRow.counts())
        && row.users().canHaveSameUsers(expectedRow.users());
  }

  private static StoredCounts rowOf(CountTable table, Iterable<StoredCounts> rows) {
    for (StoredCounts row : rows) {
      if (row.table() == table) {
        return row;
      }
    }
    return null;
  }
}
