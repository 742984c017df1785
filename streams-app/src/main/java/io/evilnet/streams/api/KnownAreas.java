package io.evilnet.streams.api;

import io.evilnet.core.City;
import io.evilnet.streams.read.Areas;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The countries and regions of cities, kept in memory: those of new cities come with their counts.
 */
final class KnownAreas {

  private static final Duration FRESHNESS = Duration.ofMinutes(5);

  /** After a city was missing: the batch job or another instance has written it. */
  private static final Duration FRESHNESS_IF_INCOMPLETE = Duration.ofSeconds(10);

  private final Areas areas = new Areas(List.of());
  private final TimedCache<String, Areas> reads;

  KnownAreas(InstantSource clock) {
    reads = new TimedCache<>(1, clock);
  }

  /** Returns them; reads the cities if that was long ago or one was missing since. */
  Areas get(Supplier<List<City>> read) {
    return reads
        .get(
            "all",
            areas.isIncomplete() ? FRESHNESS_IF_INCOMPLETE : FRESHNESS,
            key -> CompletableFuture.completedFuture(areas.refresh(read.get())))
        .join();
  }

  /** Adds cities that have just been counted. */
  void add(Collection<City> cities) {
    areas.add(cities);
  }
}
