package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import io.evilnet.streams.ranking.AreaTotal;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Level;
import java.time.Duration;

/**
 * {@code countries} and {@code regions}: the countries that have cities with a tweet in a range,
 * and the regions of a country or of all.
 */
record AreasQuery(Rankings rankings, Clockwork clockwork, Level level) {

  private static final Duration MAX_RANGE = Duration.ofDays(7);

  Query query() {
    return new Query(
        level == Level.COUNTRY ? "countries" : "regions",
        level == Level.COUNTRY ? Parameters.withRange() : Parameters.withRange(Parameters.COUNTRY),
        true,
        this::answer);
  }

  Answer<AreaTotal> answer(Parameters parameters) {
    TimeRange range = parameters.range(MAX_RANGE);
    return new Answer<>(
        clockwork.facts(range),
        AreaTotal.columns(level),
        rankings.areas(range, level, parameters.country().map(Area::country)));
  }
}
