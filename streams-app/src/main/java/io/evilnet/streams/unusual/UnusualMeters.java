package io.evilnet.streams.unusual;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** The metric {@code evilnet_unusual_cities} of the newest comparison. */
public final class UnusualMeters {

  private final AtomicInteger cities = new AtomicInteger();

  /** Registers the metric. */
  public UnusualMeters(MeterRegistry registry) {
    Gauge.builder("evilnet.unusual.cities", cities, AtomicInteger::get)
        .description(
            "Number of cities with far more tweets than usual; all cities together count as one")
        .register(registry);
  }

  /** Updates the metric. */
  public void compared(Comparison comparison) {
    cities.set((int) comparison.findings().stream().filter(UnusualMeters::isCounted).count());
  }

  private static boolean isCounted(Finding finding) {
    return finding.subject().scope() == Scope.CITY || finding.subject().scope() == Scope.WORLD;
  }
}
