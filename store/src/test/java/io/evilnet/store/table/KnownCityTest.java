package io.evilnet.store.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KnownCityTest {

  private static final City BEFORE = new City("m", "Montréal", "CA", 45.5, -73.7);
  private static final City AFTER = new City("m", "Montréal", "FR", 45.5, -73.7);
  private static final City OTHER = new City("t", "Toronto", "CA", 43.6, -79.3);

  @Test
  void shouldUseNewestOfTwoRows() {
    assertThat(
            KnownCity.newest(
                Stream.of(
                    new KnownCity(BEFORE, 1), new KnownCity(OTHER, 2), new KnownCity(AFTER, 3))))
        .containsExactlyInAnyOrder(AFTER, OTHER);
    assertThat(KnownCity.newest(Stream.of(new KnownCity(AFTER, 3), new KnownCity(BEFORE, 1))))
        .containsExactly(AFTER);
  }

  @Test
  void shouldPreferRowWithKnownCountry() {
    City unknown = new City("m", "Montréal", "ZZ", 45.5, -73.7);

    assertThat(KnownCity.newest(Stream.of(new KnownCity(BEFORE, 1), new KnownCity(unknown, 9))))
        .containsExactly(BEFORE);
    assertThat(KnownCity.newest(Stream.of(new KnownCity(unknown, 9), new KnownCity(BEFORE, 1))))
        .containsExactly(BEFORE);
  }
}
