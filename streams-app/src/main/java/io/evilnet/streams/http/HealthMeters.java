package io.evilnet.streams.http;

import io.evilnet.streams.http.Health.Status;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** The metrics of {@code /health/ready}, evaluated at each scrape. */
public final class HealthMeters implements MeterBinder {

  private final Health health;

  public HealthMeters(Health health) {
    this.health = health;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Gauge.builder("evilnet.ready", () -> Health.overall(health.parts()) == Status.DOWN ? 0 : 1)
        .description("1 while /health/ready returns 200")
        .register(registry);
    for (Health.Part named : health.parts()) {
      Gauge.builder("evilnet.part.up", () -> isUp(named.name()) ? 1 : 0)
          .description("1 while this part of the process is up, 0 while it is degraded or down")
          .tag("part", named.name())
          .register(registry);
    }
  }

  private boolean isUp(String name) {
    return health.parts().stream()
        .anyMatch(part -> part.name().equals(name) && part.status() == Status.UP);
  }
}
