package io.evilnet.streams.live;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.time.Instant;

/**
 * The newest totals of a city in a window.
 *
 * @param windowStart first instant of the window
 * @param city the city, or {@link City#UNRESOLVED}
 * @param counts the totals of the city
 */
public record CountChange(Instant windowStart, City city, Counts counts) {}
