package io.evilnet.streams.api;

import static io.evilnet.streams.api.ApiTest.EARLIER;
import static io.evilnet.streams.api.ApiTest.OPEN;

import io.evilnet.core.City;
import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.evilnet.streams.unusual.Comparison;
import io.evilnet.streams.unusual.Comparison.State;
import io.evilnet.streams.unusual.Finding;
import io.evilnet.streams.unusual.Subject;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Cities of two countries, and findings of unusual counts in them. */
final class Fixture {

  static final City TORONTO = new City("t", "Toronto, Ontario", "CA", 43.7, -79.4);
  static final City MONTREAL = new City("m", "Montréal, Québec", "CA", 45.5, -73.5);
  static final City BUFFALO = new City("b", "Buffalo, NY", "US", 42.9, -78.8);

  static final Areas AREAS = new Areas(List.of(TORONTO, MONTREAL, BUFFALO));
  static final Subject QUEBEC = Subject.area(new Area("CA", "quebec"), AREAS);
  static final Subject CANADA = Subject.area(Area.country("CA"), AREAS);

  private Fixture() {}

  /** Adds counts of two cities of the United States, in two states. */
  static void countAbroad(FakeStore store) {
    store.city("b", "Buffalo, NY", "US");
    store.city("d", "Detroit, MI", "US");
    store.row(EARLIER, "b", 20, 5, 4);
    store.row(EARLIER, "d", 1, 0, 9);
    store.row(OPEN, "d", 1, 1, 1);
  }

  /** Returns a comparison in which some cities have three times their usual tweets. */
  static Comparison unusual(City... cities) {
    return unusual(Stream.of(cities).map(Fixture::subject).toArray(Subject[]::new));
  }

  /** Returns such a comparison of subjects. */
  static Comparison unusual(Subject... subjects) {
    return new Comparison(
        State.COMPARED,
        OPEN,
        12,
        2,
        Stream.of(subjects)
            .map(subject -> new Finding(subject, EARLIER, OPEN, 124, 40, 9.87))
            .toList(),
        Map.of());
  }

  static Subject subject(City city) {
    return Subject.city(city.id(), city.fullName(), new Areas(List.of(city)));
  }
}
