package io.evilnet.streams.api;

import io.evilnet.core.TimeRange;
import io.evilnet.streams.ranking.AreaTotal;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Level;
import java.time.Duration;
import java.util.Set;

/**
 * {@code countries} and {@code regions}: the countries that have cities with a tweet in a range,
 * and the regions of a country or of all.
 */
record AreasQuery(Rankings rankings, Clockwork clockwork, Level level) implements Query {

  private static final Duration MAX_RANGE = Duration.ofDays(7);

  @Override
  public String path() {
    return level == Level.COUNTRY ? "countries" : "regions";
  }

  @Override
  public Set<String> parameters() {
    return level == Level.COUNTRY
        ? Set.of("from", "to", "last", "until")
        : Set.of(Parameters.COUNTRY, "from", "to", "last", "until");
  }

  @Override
  public boolean dependsOnWindowsOnly() {
    return true;
  }

  @Override
  public Answer<AreaTotal> answer(Parameters parameters) {
    TimeRange range = parameters.range(MAX_RANGE);
    return new Answer<>(
        clockwork.facts(range),
        AreaTotal.columns(level),
        rankings.areas(range, level, parameters.country().map(Area::country)));
  }
}
