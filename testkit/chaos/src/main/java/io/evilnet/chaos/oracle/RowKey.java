package io.evilnet.chaos.oracle;

import java.time.Instant;

/**
 * Key of a row.
 *
 * @param table its table
 * @param windowStart its window
 * @param city id of its city; empty for the row of a window
 */
public record RowKey(String table, Instant windowStart, String city) {}
