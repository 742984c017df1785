package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorldCityTest {

  @Test
  void shouldReadBundledTable() {
    List<WorldCity> cities = WorldCity.all();

    assertThat(cities).hasSize(30_378).extracting(WorldCity::id).doesNotHaveDuplicates();
    assertThat(cities)
        .first()
        .isEqualTo(new WorldCity("1796236", "Shanghai", 22_315_474, 31.22, 121.46, "CN"));
    assertThat(cities).extracting(WorldCity::countryCode).doesNotContain("CA");
    assertThat(cities).allMatch(city -> city.population() > 0);
  }
}
