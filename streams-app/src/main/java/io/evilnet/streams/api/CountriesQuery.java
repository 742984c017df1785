package io.evilnet.streams.api;

import io.evilnet.platform.format.Column;
import io.evilnet.streams.ranking.CountryTotal;
import io.evilnet.streams.read.TimeRange;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** {@code countries}: the countries that have cities with a tweet in a range. */
record CountriesQuery(Rankings rankings, Clockwork clockwork) implements Query {

  private static final Duration LONGEST = Duration.ofDays(7);

  private static final List<Column<CountryTotal>> COLUMNS =
      List.of(
          Column.text("country_code", CountryTotal::countryCode),
          Column.number("cities", CountryTotal::cities),
          Column.number("tweets", total -> total.counts().tweets()),
          Column.number("retweets", total -> total.counts().retweets()),
          Column.number("users", total -> total.counts().users()),
          Column.error("users_error", total -> total.users().error()));

  @Override
  public String path() {
    return "countries";
  }

  @Override
  public Set<String> parameters() {
    return Set.of("from", "to", "last", "until");
  }

  @Override
  public boolean dependsOnWindowsOnly() {
    return true;
  }

  @Override
  public Answer<CountryTotal> answer(Parameters parameters) {
    TimeRange range = parameters.range(LONGEST);
    return new Answer<>(clockwork.facts(range), COLUMNS, rankings.countries(range));
  }
}
