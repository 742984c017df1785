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

  /** Adds a stored city. */
  void found(City city) {
    cities.put(city.id(), city);
  }

  /** Stores a city unless it is stored unchanged. */
  void store(City city) {
    if (city.isReal() && !city.equals(cities.get(city.id()))) {
      cities.put(city.id(), city);
      store.put(city);
    }
  }

  /** Returns the city with an id; {@link City#UNRESOLVED} if unknown. */
  City get(String id) {
    return id.equals(City.CONTAINED.id())
        ? City.CONTAINED
        : cities.getOrDefault(id, City.UNRESOLVED);
  }

  /** Stores all cities again. */
  void repeat() {
    cities.values().forEach(store::put);
  }

  /** Records that windows were retired. */
  void retired() {
    hasRetired = true;
  }

  /** Removes the cities that are no longer in any window, at most once per minute. */
  void sweep(Instant now, Windows windows) {
    if (!hasRetired || now.isBefore(sweptAt.plus(SWEEP_INTERVAL))) {
      return;
    }
    sweptAt = now;
    hasRetired = false;
    Set<String> ids = windows.cityIds();
    List<City> unused = cities.values().stream().filter(city -> !ids.contains(city.id())).toList();
    unused.forEach(store::remove);
    unused.forEach(city -> cities.remove(city.id()));
  }
}
