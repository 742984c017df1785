package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.streams.read.Countries;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The countries of the cities, kept in memory: those of new cities come with their counts. */
final class KnownCountries {

  private static final Duration FRESHNESS = Duration.ofMinutes(5);

  /** After a city was missing: the batch job or another instance has written it. */
  private static final Duration FRESHNESS_IF_INCOMPLETE = Duration.ofSeconds(10);

  private final Countries countries = new Countries(List.of());
  private final TimedCache<String, Countries> reads;

  KnownCountries(InstantSource clock) {
    reads = new TimedCache<>(1, clock);
  }

  /** Returns the countries; reads the cities if that was long ago or one was missing since. */
  Countries get(Supplier<List<City>> read) {
    return reads
        .get(
            "all",
            countries.isIncomplete() ? FRESHNESS_IF_INCOMPLETE : FRESHNESS,
            key -> CompletableFuture.completedFuture(countries.refresh(read.get())))
        .join();
  }

  /** Adds cities that have just been counted. */
  void add(Collection<City> cities) {
    countries.add(cities);
  }
}
