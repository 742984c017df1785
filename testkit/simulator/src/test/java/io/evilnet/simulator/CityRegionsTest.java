package io.evilnet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import io.evilnet.core.Region;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The regions of the cities of the bundled tables of other countries. */
class CityRegionsTest {

  /** The full names of nearly all cities of the world end with the country. */
  @Test
  void shouldNotUseCountriesAsRegions() {
    assertThat(CityTables.abroad(Set.of()))
        .map(CityTables.PopulatedCity::place)
        .map(place -> new City(place.id(), place.fullName(), place.country(), 0, 0))
        .flatMap(city -> Region.of(city).map(Region::name).stream().toList())
        .containsOnly("CA", "NY", "KY", "England", "New South Wales", "Distrito Federal");
  }
}
