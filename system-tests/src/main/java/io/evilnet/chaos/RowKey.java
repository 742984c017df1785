package io.evilnet.chaos;

import java.time.Instant;

/**
 * Key of a row.
 *
 * @param table its table
 * @param windowStart its window
 * @param city id of its city; empty for the row of a window
 */
record RowKey(String table, Instant windowStart, String city) {}
