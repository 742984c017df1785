package io.evilnet.streams.api;

import io.evilnet.platform.format.Column;
import io.evilnet.streams.ranking.AreaTotal;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Level;
import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code countries} and {@code regions}: the countries that have cities with a tweet in a range,
 * and the regions of a country or of all.
 */
record AreasQuery(Rankings rankings, Clockwork clockwork, Level level) implements Query {

  private static final Duration LONGEST = Duration.ofDays(7);

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
    TimeRange range = parameters.range(LONGEST);
    return new Answer<>(
        clockwork.facts(range),
        columns(),
        rankings.areas(range, level, parameters.country().map(Area::country)));
  }

  private List<Column<AreaTotal>> columns() {
    List<Column<AreaTotal>> columns = new ArrayList<>();
    columns.add(Column.text("country_code", AreaTotal::countryCode));
    if (level == Level.REGION) {
      columns.add(Column.text("region", AreaTotal::region));
    }
    columns.add(Column.number("cities", AreaTotal::cities));
    columns.add(Column.number("tweets", total -> total.counts().tweets()));
    columns.add(Column.number("retweets", total -> total.counts().retweets()));
    columns.add(Column.number("users", total -> total.counts().users()));
    columns.add(Column.error("users_error", total -> total.users().error()));
    return columns;
  }
}
