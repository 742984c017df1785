package io.evilnet.streams.sink;

import io.evilnet.core.City;
import io.evilnet.core.Counts;
import io.evilnet.core.SketchKey;
import io.evilnet.core.UserSketch;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;

/** Totals for tests. */
final class Totals {

  static final Instant WINDOW = Instant.parse("2026-11-20T23:55:00Z");
  static final Instant CHANGED = Instant.parse("2026-11-20T23:56:01.034Z");
  static final Instant APPENDED = Instant.parse("2026-11-20T23:56:01.234Z");
  static final City MONTREAL = new City("m1", "Montréal, Québec", "CA", 45.5, -73.7);

  static final UserSketch USERS =
      new UserSketch.Builder(SketchKey.of(new byte[SketchKey.BYTES])).add(100).add(200).build();

  private Totals() {}

  /** Returns a sketch of a number of users. */
  static UserSketch users(long number) {
    UserSketch.Builder sketch = new UserSketch.Builder(SketchKey.of(new byte[SketchKey.BYTES]));
    LongStream.range(0, number).forEach(sketch::add);
    return sketch.build();
  }

  static CityTotal of(City city, long tweets) {
    return new CityTotal(
        WINDOW, city, new Counts(tweets, 1, 2), USERS, CHANGED, APPENDED, Optional.empty());
  }
}
