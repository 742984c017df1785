package io.evilnet.streams.unusual;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.streams.read.Area;
import io.evilnet.streams.read.Areas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnusualMetersTest {

  private static final Instant SINCE = Instant.parse("2026-11-20T20:00:00Z");
  private static final Instant UNTIL = SINCE.plusSeconds(300);

  private static final Area ONTARIO = new Area("CA", "ontario");

  private final Areas areas = new Areas(List.of());
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final UnusualMeters meters = new UnusualMeters(registry);

  @Test
  void shouldExportNumberOfUnusualCitiesOfNewestComparison() {
    assertThat(unusualCities()).isZero();

    meters.compared(
        new Comparison(
            Comparison.State.COMPARED,
            UNTIL,
            12,
            100,
            List.of(
                new Finding(Subject.area(ONTARIO, areas), SINCE, UNTIL, 400, 150, 15),
                new Finding(
                    Subject.city("t", "Toronto, Ontario", areas), SINCE, UNTIL, 300, 100, 15)),
            Map.of()));
    assertThat(unusualCities()).isEqualTo(1);

    meters.compared(Comparison.unavailable(Comparison.State.NOTHING_RECENT, UNTIL, 12));
    assertThat(unusualCities()).isZero();
  }

  private double unusualCities() {
    return registry.get("evilnet.unusual.cities").gauge().value();
  }
}
