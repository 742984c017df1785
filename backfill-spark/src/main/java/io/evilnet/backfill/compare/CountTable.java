package io.evilnet.backfill.compare;

import io.evilnet.core.CityWindow;
import io.evilnet.store.table.CountsByBucketTable;
import io.evilnet.store.table.CountsByWindowTable;
import io.evilnet.store.table.WindowsTable;

/** The tables of counts. */
public enum CountTable {
  BY_WINDOW(CountsByWindowTable.NAME),
  BY_BUCKET(CountsByBucketTable.NAME),
  /**
   * Contains the totals of the posts without a city, and of those whose place is contained in a
   * city.
   */
  WINDOWS(WindowsTable.NAME);

  private final String label;

  CountTable(String label) {
    this.label = label;
  }

  /** Returns the name of the table without the keyspace. */
  public String label() {
    return label;
  }

  /** Returns true if the total of {@code key} has a row in this table. */
  boolean holds(CityWindow key) {
    return key.isOfRealCity() != (this == WINDOWS);
  }
}
