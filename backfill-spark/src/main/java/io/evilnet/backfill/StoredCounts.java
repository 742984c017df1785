package io.evilnet.backfill;

import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.io.Serializable;

/**
 * A row of a table of counts.
 *
 * @param table {@link CountTable#name()}
 * @param key the window and city it is for
 * @param counts what it says
 * @param users who its users are; none in a table that does not tell
 */
record StoredCounts(String table, CityWindow key, Counts counts, UserSketch users)
    implements Serializable {}
