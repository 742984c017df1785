package io.evilnet.streams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.CityWindow;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NewestTotalsTest {

  private static final Instant START = Instant.parse("2026-11-20T14:00:00Z");
  private static final MergedCounts TOTAL =
      MergedCounts.none(new City("c", "City", "CA", 45.5, -73.5)).changed(START);

  private final NewestTotals newest = new NewestTotals();

  @Test
  void shouldEvictOldestTotalsBeyondCapacity() {
    for (int i = 0; i < NewestTotals.MAX_TOTALS + 2; i++) {
      newest.stored(key(i), TOTAL, 0);
    }

    assertThat(newest.keys(0)).hasSize(NewestTotals.MAX_TOTALS).startsWith(key(2));
    assertThat(newest.get(key(1))).isEmpty();
    assertThat(newest.get(key(2))).contains(TOTAL);
  }

  @Test
  void shouldEvictTotalsNotStoredRecently() {
    newest.stored(key(1), TOTAL, 0);
    newest.stored(key(2), TOTAL, 1);
    newest.stored(key(1), TOTAL, 2);

    assertThat(newest.keys(NewestTotals.SPAN.toMillis() + 2)).containsExactly(key(1));
  }

  private static CityWindow key(int window) {
    return new CityWindow(START.plusSeconds(300L * window), "c");
  }
}
