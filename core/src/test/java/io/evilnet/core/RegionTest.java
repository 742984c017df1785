package io.evilnet.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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
        "Dublin, CA | US | CA",
        "Alkmaar, North Holland | NL | North Holland",
        "Cardiff, Wales | GB | Wales",
        "Kazan, Republic of Tatarstan | RU | Republic of Tatarstan"
      })
  void shouldUseLastPartOfNameAsRegion(String fullName, String country, String region) {
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
        "Amsterdam, The Netherlands | NL",
        "Amsterdam, Kingdom of the Netherlands | NL",
        "Jeddah, Kingdom of Saudi Arabia | SA",
        "Quezon City, Republic of the Philippines | PH",
        "Tehran, Islamic Republic of Iran | IR",
        "Beijing, People's Republic of China | CN",
        "Seoul, Republic of Korea | KR",
        "La Paz, Plurinational State of Bolivia | BO",
        "Kinshasa, République démocratique du Congo | CD",
        "Caracas, República Bolivariana de Venezuela | VE",
        "Praha, Czech Republic | CZ",
        "Hong Kong, Hong Kong | HK",
        "Abidjan, Côte d'Ivoire | CI",
        "Abidjan, Côte d’Ivoire | CI",
        "Port of Spain, Trinidad and Tobago | TT",
        "Castries, Saint Lucia | LC",
        "Bissau, Guinea Bissau | GW",
        "New York, United States of America | US",
        "París, Francia | FR",
        "パリ, フランス | FR",
        "Singapore | SG",
        "Nowhere,  | CA",
        "Nouméa, Nouvelle-Calédonie | ZZ",
        "unresolved | ''"
      })
  void shouldReturnNoRegionForCountryNameOrUnknownCountry(String fullName, String country) {
    assertThat(Region.of(city(fullName, country))).isEmpty();
  }

  @Test
  void shouldCompareRegardlessOfAccentsAndCase() {
    assertThat(Region.of(city("Montréal, Québec", "CA")).orElseThrow().key())
        .isEqualTo(Region.of(city("Laval, QUEBEC", "CA")).orElseThrow().key())
        .isEqualTo(Region.named("CA", " quebec ").key());
    assertThat(region("Bergen, Møre", "NO")).isNotEqualTo(region("Bergen, More", "NO"));
  }

  /** Vowel signs and nasal marks of Devanagari, and the marks of Thai vowels, are letters. */
  @Test
  void shouldDistinguishNamesByMarksOtherThanAccents() {
    assertThat(Region.named("IN", "बिहार").key()).isNotEqualTo(Region.named("IN", "बहार").key());
    assertThat(Region.named("TH", "ที่").key()).isNotEqualTo(Region.named("TH", "ท").key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Halifax, Nouvelle-Écosse | Nova Scotia",
        "Halifax, NS | Nova Scotia",
        "Moncton, NOUVEAU-BRUNSWICK | New Brunswick",
        "Vancouver, Colombie Britannique | British Columbia",
        "St. John's, Newfoundland & Labrador | Newfoundland and Labrador",
        "St. John's, Terre-Neuve-et-Labrador | Newfoundland and Labrador",
        "Charlottetown, Île-du-Prince-Édouard | Prince Edward Island",
        "Laval, Quebec | Québec",
        "Toronto, on | Ontario"
      })
  void shouldNormalizeNamesOfCanadianProvinces(String fullName, String province) {
    assertThat(region(fullName, "CA")).contains(Region.named("CA", province));
    assertThat(region(fullName, "CA").orElseThrow().name()).isEqualTo(province);
    assertThat(region(fullName, "NO").orElseThrow().name()).isNotEqualTo(province);
  }

  @Test
  void shouldReturnProvinceOfEachCensusCity() {
    assertThat(CanadianCity.all())
        .allSatisfy(
            city ->
                assertThat(Region.of(city(city.fullName(), "CA")).orElseThrow().name())
                    .isEqualTo(city.province()));
  }

  @Test
  void shouldLimitNumberOfCachedRegions() {
    for (int i = 0; i < 20_000; i++) {
      assertThat(region("Town, Invented " + i, "NO")).contains(Region.named("NO", "Invented " + i));
    }

    assertThat(Region.cached()).isLessThanOrEqualTo(10_000);
    assertThat(region("Bergen, Vestland", "NO")).contains(Region.named("NO", "Vestland"));
  }

  private static Optional<Region> region(String fullName, String country) {
    return Region.of(city(fullName, country));
  }

  private static City city(String fullName, String country) {
    return new City("id", fullName, country, 0, 0);
  }
}
