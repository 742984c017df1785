package io.evilnet.streams.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.evilnet.core.City;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CityNamesTest {

  private final CityNames names =
      new CityNames(
          List.of(
              city("1", "Montréal, Québec"),
              city("2", "Montréal-Est, Québec"),
              city("3", "St. John's, Newfoundland and Labrador"),
              city("4", "Saint John, New Brunswick"),
              city("5", "Windsor, Ontario"),
              city("6", "Windsor, Nova Scotia"),
              city("7", "Trois-Rivières, Québec")));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Montréal, Québec        | 1
          montreal, quebec        | 1
          MONTREAL                | 1
          montreal est            | 2
          trois rivieres          | 7
          trois                   | 7
          st johns                |
          st john s               | 3
          St. John's              | 3
          windsor                 | 5 6
          windsor, o              | 5
          montr                   | 1 2
          7                       | 7
          """)
  void shouldFindCitiesIgnoringCaseAccentsAndPunctuation(String text, String ids) {
    if (ids == null) {
      assertThatIllegalArgumentException().isThrownBy(() -> names.find(text));
    } else {
      assertThat(names.find(text)).extracting(City::id).containsExactly(ids.split(" "));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mont    | 1 2
          EST     | 2
          st johns | 3
          john    | 4 3
          wind    | 6 5
          onta    | 5
          zzz     |
          """)
  void shouldSearchByPrefixOfWords(String text, String ids) {
    assertThat(names.search(text))
        .extracting(City::id)
        .containsExactly(ids == null ? new String[0] : ids.split(" "));
  }

  @Test
  void shouldReturnAllCitiesForEmptySearch() {
    assertThat(names.search("")).hasSize(7);
  }

  @Test
  void shouldSuggestSimilarNamesWhenNoneMatches() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> names.find("Wndsor"))
        .withMessageStartingWith(
            "no city named 'Wndsor'; similar: Windsor, Nova Scotia; Windsor, Ontario; ");
  }

  @Test
  void shouldReportThatNoCityHasBeenCounted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CityNames(List.of()).find("Montréal"))
        .withMessage("no city has been counted yet");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "','"})
  void shouldRejectBlankName(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> names.find(text));
  }

  private static City city(String id, String name) {
    return new City(id, name, "CA", 0, 0);
  }
}
