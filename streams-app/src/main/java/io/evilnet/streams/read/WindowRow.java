package io.evilnet.streams.read;

import io.evilnet.core.Counts;
import java.time.Instant;

/**
 * A window that has posts.
 *
 * @param start its first instant
 * @param unresolved the totals of its posts without a city
 */
public record WindowRow(Instant start, Counts unresolved) {}
