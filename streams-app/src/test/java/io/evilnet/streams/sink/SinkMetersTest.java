package io.evilnet.streams.sink;

import static io.evilnet.streams.sink.Totals.MONTREAL;
import static io.evilnet.streams.sink.Totals.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.Counts;
import io.evilnet.platform.topics.Waiting;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SinkMetersTest {

  private static final Instant NOW = Instant.parse("2026-11-20T23:56:10Z");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SinkMeters meters = new SinkMeters(registry);

  @Test
  void shouldMeasureDelayUntilCountsAreInCassandra() {
    acknowledge(new Waiting(NOW.minusMillis(4_000), NOW.minusMillis(700)));

    assertThat(registry.scrape())
        .contains(
            "evilnet_visible_delay_seconds_bucket{le=\"3.0\"} 0",
            "evilnet_visible_delay_seconds_bucket{le=\"5.0\"} 1",
            "evilnet_arrival_visible_delay_seconds_bucket{le=\"0.5\"} 0",
            "evilnet_arrival_visible_delay_seconds_bucket{le=\"0.8\"} 1",
            "evilnet_arrival_visible_delay_seconds_bucket{le=\"600.0\"} 1");
  }

  @Test
  void shouldRecordZeroDelayOfPostsAheadOfClock() {
    acknowledge(new Waiting(NOW.plusMillis(3), NOW.plusMillis(1)));

    assertThat(registry.scrape()).contains("evilnet_visible_delay_seconds_bucket{le=\"0.1\"} 1");
  }

  @Test
  void shouldKeepTimesOfOldestPostOfReplacedTotals() {
    CityTotal earlier = total(new Waiting(NOW.minusMillis(9_000), NOW.minusMillis(8_000)));
    CityTotal later = total(new Waiting(NOW.minusMillis(2_000), NOW.minusMillis(1_000)));

    assertThat(later.insteadOf(earlier).waiting()).isEqualTo(earlier.waiting());
    assertThat(Totals.of(MONTREAL, 1).insteadOf(earlier).waiting()).isEqualTo(earlier.waiting());
    assertThat(later.insteadOf(Totals.of(MONTREAL, 1))).isEqualTo(later);
  }

  private void acknowledge(Waiting waiting) {
    meters.acknowledged(List.of(total(waiting)), NOW, NOW);
  }

  private static CityTotal total(Waiting waiting) {
    return new CityTotal(
        WINDOW,
        MONTREAL,
        new Counts(3, 1, 2),
        Totals.USERS,
        NOW.minusMillis(300),
        NOW.minusMillis(100),
        Optional.of(waiting));
  }
}
