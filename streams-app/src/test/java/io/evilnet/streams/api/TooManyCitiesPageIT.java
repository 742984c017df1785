package io.evilnet.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The dashboard with too many rows to rank all cities or those of Canada, in a real browser. */
class TooManyCitiesPageIT extends PageTest {

  private static final List<String> CITIES_OF_UNITED_STATES = List.of("Buffalo NY", "Detroit MI");

  @BeforeEach
  void addRows() {
    Fixture.countAbroad(store);
    LongStream.rangeClosed(1, TooManyRowsException.MAX_ROWS)
        .forEach(i -> store.row(OPEN, "m", 1, 0, 0));
  }

  @Test
  void shouldShowFiguresAndListAreasOfKnownCities() throws Exception {
    browser.go(uri("/"));
    until(() -> browser.texts(".tile-figure").get(0).equals("150,038"));
    assertThat(browser.find("#chart").isDisplayed()).isTrue();
    for (String list : List.of("#top li", "#worst li", "#map-note")) {
      assertThat(browser.texts(list))
          .as(list)
          .containsExactly("Too many cities to rank. Choose a country or region.");
    }
    assertThat(browser.texts("#country option"))
        .containsExactly("All countries", "Canada", "United States");
    assertAccessible("too many cities");

    browser.find("#country option[value=CA]").click();

    until(
        () ->
            browser
                .texts("#top li")
                .equals(List.of("Canada: too many cities to rank. Choose a region.")));
    assertThat(browser.texts("#region option")).contains("All regions", "Ontario", "Québec");

    browser.find("#region option[value=Ontario]").click();

    until(() -> browser.texts("#top .rank-name").equals(List.of("Toronto Ontario")));

    browser.find("#country option[value=US]").click();

    until(() -> browser.texts("#top .rank-name").equals(CITIES_OF_UNITED_STATES));
    assertThat(browser.text("#map-note")).startsWith("2 cities");
  }

  @Test
  void shouldRankCountryWithFewerRows() {
    browser.go(uri("/?country=US"));
    until(() -> browser.texts("#top .rank-name").equals(CITIES_OF_UNITED_STATES));
    assertThat(browser.find("#country").getAttribute("value")).isEqualTo("US");
    assertThat(browser.texts("#region option")).containsExactly("All regions", "MI", "NY");
  }
}
