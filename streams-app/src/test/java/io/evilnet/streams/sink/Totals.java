package io.evilnet.streams.sink;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import java.time.Instant;

/** Totals to test with. */
final class Totals {

  static final Instant WINDOW = Instant.parse("2026-11-20T23:55:00Z");
  static final Instant APPENDED = Instant.parse("2026-11-20T23:56:01.234Z");
  static final City MONTREAL = new City("m1", "Montréal, Québec", "CA", 45.5, -73.7);

  private Totals() {}

  static CityTotal of(City city, long tweets) {
    return new CityTotal(WINDOW, city, new Counts(tweets, 1, 2), APPENDED);
  }
}
