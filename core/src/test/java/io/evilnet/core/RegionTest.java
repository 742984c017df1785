package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Toronto, Ontario | CA | Ontario",
        "Québec, Québec | CA | Québec",
        "Austin, TX | US | TX",
        "London, England | GB | England",
        "Ciudad de México, Distrito Federal | MX | Distrito Federal",
        "Newcastle upon Tyne, North East, England | GB | England",
        "Dublin, CA | US | CA"
      })
  void shouldTakeTheLastPartOfTheName(String fullName, String country, String region) {
    assertThat(Region.of(city(fullName, country)).orElseThrow().name()).isEqualTo(region);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Paris, France | FR",
        "Berlin, Germany | DE",
        "Berlin, Allemagne | DE",
        "Berlin, Deutschland | DE",
        "São Paulo, Brasil | BR",
        "İstanbul, Türkiye | TR",
        "القاهرة, مصر | EG",
        "서울, 대한민국 | KR",
        "Zürich, Svizzera | CH",
        "Miami, USA | US",
        "Miami, us | US",
        "Singapore | SG",
        "Nowhere,  | CA",
        "Nouméa, Nouvelle-Calédonie | ZZ",
        "unresolved | ''"
      })
  void shouldTakeNeitherTheCountryNorThePartOfAnUnknownOne(String fullName, String country) {
    assertThat(Region.of(city(fullName, country))).isEmpty();
  }

  @Test
  void shouldCompareRegardlessOfAccentsAndCase() {
    assertThat(Region.of(city("Montréal, Québec", "CA")).orElseThrow().key())
        .isEqualTo(Region.of(city("Laval, QUEBEC", "CA")).orElseThrow().key())
        .isEqualTo(Region.key(" quebec "));
  }

  @Test
  void shouldKnowTheProvinceOfEachCityOfTheCensus() {
    assertThat(CanadianCity.all())
        .allSatisfy(
            city ->
                assertThat(Region.of(city(city.fullName(), "CA")).orElseThrow().name())
                    .isEqualTo(city.province()));
  }

  private static City city(String fullName, String country) {
    return new City("id", fullName, country, 0, 0);
  }
}
