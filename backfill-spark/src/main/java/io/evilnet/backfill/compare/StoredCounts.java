package io.evilnet.backfill.compare;

import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import io.evilnet.core.UserSketch;
import java.io.Serializable;

/**
 * A row of a table of counts.
 *
 * @param table the table of the row
 * @param key the window and city of the row
 * @param counts the counts of the row
 * @param users the sketch of its users; none in a table without sketches
 */
public record StoredCounts(CountTable table, CityWindow key, Counts counts, UserSketch users)
    implements Serializable {}
