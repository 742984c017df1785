package io.evilnet.streams.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.core.City;
import java.util.List;
import org.junit.jupiter.api.Test;

class PopulationsTest {

  private static final City TORONTO =
      new City("3797791ff9c0e4c6", "Toronto, Ontario", "CA", 43.6, -79.4);
  private static final City HAMILTON = new City("h", "HAMILTON, Ontario", "CA", 43.3, -79.9);
  private static final City QUEBEC = new City("q", "Quebec, Québec", "CA", 46.8, -71.2);

  @Test
  void shouldMatchPlaceByIdOrByNameProvinceAndPosition() {
    Populations populations = populations(TORONTO, HAMILTON, QUEBEC);

    assertThat(populations.of(TORONTO.id())).isEqualTo(2_794_356);
    assertThat(populations.of("h")).isEqualTo(569_353);
    assertThat(populations.of("q")).isEqualTo(549_459);
    assertThat(populations.of("another")).isNull();
  }

  @Test
  void shouldNotMatchAmbiguousOrDifferentPlaces() {
    City sameName = new City("t", "Toronto, Ontario", "CA", 43.6, -79.4);
    City otherCountry = new City("l", "London, Ontario", "US", 43, -81.2);
    City otherProvince = new City("w", "Windsor, Nova Scotia", "CA", 44.99, -64.13);
    City township = new City("h", "Hamilton, Ontario", "CA", 44.05, -78.2);
    City neighbours = new City("n", "Langley, British Columbia", "CA", 49.1, -122.66);
    Populations populations =
        populations(TORONTO, sameName, otherCountry, otherProvince, township, neighbours);

    assertThat(populations.of(TORONTO.id())).isNotNull();
    for (City unknown : List.of(sameName, otherCountry, otherProvince, township, neighbours)) {
      assertThat(populations.of(unknown.id())).as(unknown.fullName()).isNull();
    }
  }

  @Test
  void shouldMatchNeitherOfTwoPlacesWithSameName() {
    City second = new City("h2", "Hamilton, Ontario", "CA", 43.3, -79.9);
    Populations populations = populations(HAMILTON, second);

    assertThat(populations.of("h")).isNull();
    assertThat(populations.of("h2")).isNull();
  }

  @Test
  void shouldPreferPlaceIdToName() {
    City renamed = new City(TORONTO.id(), "Toronto, Canada", "CA", 43.6, -79.4);
    City sameName = new City("t", "Toronto, Ontario", "CA", 43.6, -79.4);
    Populations populations = populations(renamed, sameName);

    assertThat(populations.of(renamed.id())).isEqualTo(2_794_356);
    assertThat(populations.of("t")).isNull();
  }

  @Test
  void shouldMatchForeignCityByNameCountryAndPosition() {
    City london = new City("gb", "London, England", "GB", 51.5, -0.1);
    City saoPaulo = new City("br", "SAO PAULO, Brasil", "BR", -23.7, -46.6);
    City austin = new City("us", "Austin, TX", "US", 30.3, -97.7);

    Populations populations = populations(TORONTO, london, saoPaulo, austin);

    assertThat(populations.of("gb")).isEqualTo(7_556_900);
    assertThat(populations.of("br")).isEqualTo(10_021_295);
    assertThat(populations.of("us")).isEqualTo(931_830);
    assertThat(populations.of(TORONTO.id())).isEqualTo(2_794_356);
  }

  @Test
  void shouldMatchCityByAlternateNameOrOverFarSmallerNamesake() {
    City washington = new City("dc", "Washington, DC", "US", 38.9, -77.0);
    City newYork = new City("ny", "New York, NY", "US", 40.7, -74.0);
    City freetown = new City("sl", "Freetown, Sierra Leone", "SL", 8.5, -13.2);

    Populations populations = populations(washington, newYork, freetown);

    assertThat(populations.of("dc")).isEqualTo(601_723);
    assertThat(populations.of("ny")).isEqualTo(8_175_133);
    assertThat(populations.of("sl")).isEqualTo(802_639);
  }

  @Test
  void shouldNotMatchAmbiguousOrDifferentForeignCities() {
    City village = new City("l", "London, KY", "US", 37.1, -84.1);
    City distant = new City("p", "Paris, TX", "US", 34.2, -95.6);
    City unknownCountry = new City("z", "Berlin, Germany", "ZZ", 52.5, 13.4);
    City twice = new City("e", "Kansas City, MO", "US", 39.1, -94.6);
    City one = new City("v1", "Vienna, Austria", "AT", 48.2, 16.4);
    City other = new City("v2", "Vienna, Wien", "AT", 48.2, 16.3);

    Populations populations = populations(village, distant, unknownCountry, twice, one, other);

    for (City unknown : List.of(village, distant, unknownCountry, twice, one, other)) {
      assertThat(populations.of(unknown.id())).as(unknown.fullName()).isNull();
    }
  }

  private static Populations populations(City... cities) {
    return new CityNames(List.of(cities)).populations();
  }
}
