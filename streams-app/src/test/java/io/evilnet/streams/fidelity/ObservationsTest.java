package io.evilnet.streams.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ObservationsTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");

  private final Observations observations = new Observations();

  @Test
  void shouldCountDuplicatesOfSiteOnce() {
    receive("a", 1, 0);
    receive("a", 1, 60);
    receive("b", 1, 0);
    receive("b", 2, 1);
    observations.partitionEnds();
    receive("a", 3, 2);
    receive("c", 3, 2);
    receive("c", 1_000, 3);
    observations.partitionEnds();
    Fidelity result = observations.result();

    assertThat(result.union()).isEqualTo(4);
    assertThat(result.sites())
        .extracting(
            SiteFidelity::site,
            SiteFidelity::received,
            SiteFidelity::missing,
            SiteFidelity::missingOnlyHere)
        .containsExactly(tuple("a", 2L, 2L, 0L), tuple("b", 2L, 2L, 1L), tuple("c", 2L, 2L, 1L));
  }

  @Test
  void shouldMeasureGapsOverRangeOfAllSites() {
    receive("a", 1, 0);
    receive("a", 2, 10);
    receive("a", 3, 100);
    receive("b", 2, 10);
    receive("b", 4, 30);
    observations.partitionEnds();

    assertThat(observations.result().sites())
        .extracting(SiteFidelity::longestGap)
        .containsExactly(Duration.ofSeconds(90), Duration.ofSeconds(70));
  }

  @Test
  void shouldEstimateDelays() {
    for (int i = 1; i <= 1_000; i++) {
      observations.add("a", i, START, START.plusMillis(i * 10L));
    }
    observations.add("a", 1_001, START.plusMillis(5), START);
    observations.add("b", 1, START, START.plus(Duration.ofDays(40_000)));
    observations.partitionEnds();
    SiteFidelity a = observations.result().sites().get(0);
    SiteFidelity b = observations.result().sites().get(1);

    assertThat(a.medianDelay()).isBetween(Duration.ofMillis(5_000), Duration.ofMillis(5_050));
    assertThat(a.slowDelay()).isBetween(Duration.ofMillis(9_900), Duration.ofMillis(10_000));
    assertThat(b.slowDelay()).isBetween(Duration.ofDays(40_000), Duration.ofDays(40_400));
  }

  private void receive(String site, long post, long second) {
    Instant received = START.plusSeconds(second);
    observations.add(site, post, received.minusSeconds(1), received);
  }
}
