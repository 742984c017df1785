package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Tests the hand-written {@code equals} and {@code hashCode} of {@link City} and {@link
 * CityWindow}.
 */
class CityTest {

  private static final Instant WINDOW = Instant.parse("2026-11-20T14:00:00Z");

  @Test
  void shouldCompareCitiesByAllFields() {
    City city = new City("a", "A", "CA", 1, -0.0);

    assertThat(new City("a", "A", "CA", 1, -0.0)).isEqualTo(city).hasSameHashCodeAs(city);
    assertThat(
            List.of(
                new City("b", "A", "CA", 1, -0.0),
                new City("a", "B", "CA", 1, -0.0),
                new City("a", "A", "US", 1, -0.0),
                new City("a", "A", "CA", 2, -0.0),
                new City("a", "A", "CA", 1, 0.0),
                City.UNRESOLVED))
        .doesNotContain(city);
    assertThat(new City("a", "A", "CA", Double.NaN, 0))
        .isEqualTo(new City("a", "A", "CA", Double.NaN, 0));
  }

  @Test
  void shouldCompareKeysByCityAndWindow() {
    CityWindow key = new CityWindow(WINDOW, "a");

    assertThat(new CityWindow(WINDOW, "a")).isEqualTo(key).hasSameHashCodeAs(key);
    assertThat(List.of(new CityWindow(WINDOW, "b"), new CityWindow(WINDOW.plusSeconds(1), "a")))
        .doesNotContain(key);
  }
}
