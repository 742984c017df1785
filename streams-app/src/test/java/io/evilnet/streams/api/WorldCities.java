package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.core.WorldCity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The largest cities of the world of the simulator, with random place ids. */
final class WorldCities {

  private static final int MOST_TWEETS = 20_000;

  private WorldCities() {}

  static List<City> largest(int number) {
    Random random = new Random(1);
    return WorldCity.all().stream().limit(number).map(city -> city(city, random)).toList();
  }

  private static City city(WorldCity city, Random random) {
    String country = new Locale.Builder().setRegion(city.countryCode()).build().getDisplayCountry();
    return new City(
        "%016x".formatted(random.nextLong()),
        city.name() + ", " + country,
        city.countryCode(),
        city.latitude(),
        city.longitude());
  }

  /** Adds cities without posts, all over the world. */
  static void addKnown(FakeStore store, int number) {
    Random random = new Random(2);
    for (int i = 0; i < number; i++) {
      double latitude = random.nextDouble() * 120 - 50;
      double longitude = random.nextDouble() * 360 - 180;
      store.city(new City("known-" + i, "City " + i + ", Nowhere", "US", latitude, longitude));
    }
  }

  /** Adds cities whose tweets in each window follow Zipf's law. */
  static void add(FakeStore store, List<City> cities, Instant... windows) {
    for (int i = 0; i < cities.size(); i++) {
      store.city(cities.get(i));
      for (Instant window : windows) {
        long tweets = 1 + MOST_TWEETS / (i + 1);
        store.row(window, cities.get(i).id(), tweets, tweets / 3, 1 + tweets % 40);
      }
    }
  }
}
