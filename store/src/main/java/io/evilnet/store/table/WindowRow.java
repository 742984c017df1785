package io.evilnet.store.table;

import io.evilnet.core.Counts;
import java.time.Instant;

/**
 * A window that has posts.
 *
 * @param start first instant of the window
 * @param unresolved the totals of its posts without a city
 * @param contained the totals of its posts from places within cities, which are included in the
 *     counts of the cities
 */
public record WindowRow(Instant start, Counts unresolved, Counts contained) {}
