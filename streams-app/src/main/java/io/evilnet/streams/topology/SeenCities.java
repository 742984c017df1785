package io.evilnet.streams.topology;

import io.evilnet.core.City;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cities of a partition's windows, by id, in the heap and in the store. */
final class SeenCities {

  private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(1);

  private final PageStore store;
  private final Map<String, City> cities = new HashMap<>();
  private Instant sweptAt;
  private boolean hasRetired;

  SeenCities(PageStore store, Instant now) {
    this.store = store;
    this.sweptAt = now;
  }

  /** Takes a city that the store has. */
  void found(City city) {
    cities.put(city.id(), city);
  }

  /** Stores a city unless it is known as it is. */
  void remember(City city) {
    if (city.isReal() && !city.equals(cities.get(city.id()))) {
      cities.put(city.id(), city);
      store.put(city);
    }
  }

  /** The city with an id; {@link City#UNRESOLVED} when it is not known. */
  City get(String id) {
    return id.equals(City.CONTAINED.id())
        ? City.CONTAINED
        : cities.getOrDefault(id, City.UNRESOLVED);
  }

  /** Stores all of them once more. */
  void repeat() {
    cities.values().forEach(store::put);
  }

  /** Takes note that windows were retired. */
  void retired() {
    hasRetired = true;
  }

  /** Forgets the cities that no window has any more, once per minute at most. */
  void sweep(Instant now, Windows windows) {
    if (!hasRetired || now.isBefore(sweptAt.plus(SWEEP_INTERVAL))) {
      return;
    }
    sweptAt = now;
    hasRetired = false;
    Set<String> ids = windows.cityIds();
    List<City> gone = cities.values().stream().filter(city -> !ids.contains(city.id())).toList();
    gone.forEach(store::remove);
    gone.forEach(city -> cities.remove(city.id()));
  }
}
