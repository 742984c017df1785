package io.evilnet.core;

import static java.util.Comparator.reverseOrder;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanadianCityTest {

  @Test
  void shouldReadBundledTable() {
    assertThat(CanadianCity.all()).hasSize(100).doesNotHaveDuplicates();
    assertThat(CanadianCity.all())
        .first()
        .isEqualTo(
            new CanadianCity(
                "Toronto",
                "Ontario",
                2_794_356,
                43.65,
                -79.38,
                "3797791ff9c0e4c6",
                "-79.639319,43.403221,-78.90582,43.855401"));
    assertThat(CanadianCity.all()).extracting(CanadianCity::fullName).contains("Calgary, Alberta");
    assertThat(CanadianCity.all()).allMatch(city -> city.population() > 5_000);
  }

  @Test
  void shouldListCitiesByPopulation() {
    assertThat(CanadianCity.all())
        .extracting(CanadianCity::population)
        .isSortedAccordingTo(reverseOrder());
  }
}
