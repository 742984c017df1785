package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.streams.read.Areas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** A cache of the countries and regions of cities; new cities are added when they are counted. */
final class KnownAreas {

  private static final Duration FRESHNESS = Duration.ofMinutes(5);

  /** After a missing city, which the batch job or another instance has written. */
  private static final Duration FRESHNESS_IF_INCOMPLETE = Duration.ofSeconds(10);

  private final Areas areas = new Areas(List.of());
  private final TimedCache<String, Areas> reads;

  KnownAreas(InstantSource clock) {
    reads = new TimedCache<>(1, clock);
  }

  /** Returns the areas; reads the cities after five minutes, earlier if one was missing. */
  Areas get(Supplier<List<City>> read) {
    return reads.get(
        "all",
        areas.isIncomplete() ? FRESHNESS_IF_INCOMPLETE : FRESHNESS,
        key -> areas.refresh(read.get()));
  }

  /** Adds newly counted cities. */
  void add(Collection<City> cities) {
    areas.add(cities);
  }
}
