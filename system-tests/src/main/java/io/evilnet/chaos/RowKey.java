package io.evilnet.chaos;

import java.time.Instant;

/**
 * Which row.
 *
 * @param table its table
 * @param windowStart its window
 * @param city the id of its city; empty for the row of a window
 */
record RowKey(String table, Instant windowStart, String city) {}
