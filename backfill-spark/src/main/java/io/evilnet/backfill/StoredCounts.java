package io.evilnet.backfill;

import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.io.Serializable;

/**
 * A row of a table of counts.
 *
 * @param table {@link CountTable#name()}
 * @param key the window and city it is for
 * @param counts what it says
 */
record StoredCounts(String table, CityWindow key, Counts counts) implements Serializable {}
