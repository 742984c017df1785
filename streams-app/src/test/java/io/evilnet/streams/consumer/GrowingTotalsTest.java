package io.evilnet.streams.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.CityWindow;
import io.evilnet.core.Counts;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GrowingTotalsTest {

  private static final CityWindow KEY = key("c");

  private final GrowingTotals totals = new GrowingTotals();

  @Test
  void shouldAdmitEqualOrHigherTotals() {
    assertThat(totals.admits(KEY, new Counts(2, 1, 2))).isTrue();
    assertThat(totals.admits(KEY, new Counts(2, 1, 2))).isTrue();
    assertThat(totals.admits(KEY, new Counts(3, 1, 2))).isTrue();
  }

  @Test
  void shouldRejectTotalsLowerInAnyMetric() {
    assertThat(totals.admits(KEY, new Counts(5, 2, 4))).isTrue();

    assertThat(totals.admits(KEY, new Counts(4, 2, 4))).isFalse();
    assertThat(totals.admits(KEY, new Counts(5, 1, 4))).isFalse();
    assertThat(totals.admits(KEY, new Counts(6, 2, 3))).isFalse();
    assertThat(totals.admits(KEY, new Counts(5, 2, 4))).isTrue();
  }

  @Test
  void shouldDistinguishHigherFromRepeatedTotals() {
    assertThat(totals.isHigher(KEY, new Counts(2, 1, 2))).isTrue();
    assertThat(totals.isHigher(KEY, new Counts(2, 1, 2))).isFalse();
    assertThat(totals.isHigher(KEY, new Counts(1, 1, 1))).isFalse();
    assertThat(totals.isHigher(KEY, new Counts(2, 2, 2))).isTrue();
    assertThat(totals.isHigher(key("d"), new Counts(2, 2, 2))).isTrue();
  }

  @Test
  void shouldDistinguishCities() {
    assertThat(totals.admits(KEY, new Counts(5, 2, 4))).isTrue();
    assertThat(totals.admits(key("d"), new Counts(1, 0, 1))).isTrue();
  }

  @Test
  void shouldEvictLeastRecentlyReadTotals() {
    assertThat(totals.admits(KEY, new Counts(5, 2, 4))).isTrue();
    for (int i = 0; i < 50_000; i++) {
      assertThat(totals.admits(key("other" + i), new Counts(1, 0, 1))).isTrue();
    }

    assertThat(totals.admits(KEY, new Counts(1, 0, 1))).isTrue();
  }

  private static CityWindow key(String city) {
    return new CityWindow(Instant.parse("2026-11-20T14:30:00Z"), city);
  }
}
