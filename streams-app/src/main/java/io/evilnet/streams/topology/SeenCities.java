package io.evilnet.streams.topology;

import io.evilnet.core.City;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cities of a partition's windows, by id, in the heap and in the store. */
final class SeenCities {

  private final PageStore store;
  private final Map<String, City> cities = new HashMap<>();

  SeenCities(PageStore store) {
    this.store = store;
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

  /** Forgets all but those with one of the ids. */
  void retain(Set<String> ids) {
    List<City> gone = cities.values().stream().filter(city -> !ids.contains(city.id())).toList();
    gone.forEach(store::remove);
    gone.forEach(city -> cities.remove(city.id()));
  }
}
