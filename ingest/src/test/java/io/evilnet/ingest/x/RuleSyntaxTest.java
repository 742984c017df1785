package io.evilnet.ingest.x;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSyntaxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat",
        "#hockey",
        "\"X data\" has:mentions (has:media OR has:links)",
        "place_country:CA -is:retweet lang:fr",
        "place:\"new york city\" sample:10",
        "point_radius:[-73.57 45.50 10km]",
        "bounding_box:[-74.0 45.4 -73.4 45.8] OR place:Laval",
        "(from:a (to:b)) -is:nullcast",
        "ci-dessous"
      })
  void shouldAcceptValidRule(String rule) {
    assertThat(RuleSyntax.problem(rule)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "has:media                     | standalone",
        "has:links OR is:retweet       | standalone",
        "lang:en sample:1              | standalone",
        "followers_count:100           | standalone",
        "-cat                          | standalone",
        "-cat -dog                     | standalone",
        "skiing -(snow OR day)         | group cannot be negated",
        "cat -sample:10                | sample: cannot be negated",
        "cat sample:0                  | 1 to 100",
        "cat sample:101                | 1 to 100",
        "cat is:nullcast               | must be negated",
        "\"cat                         | unbalanced \"",
        "(cat OR dog                   | unbalanced (",
        "cat)                          | unbalanced )",
        ")cat(                         | unbalanced )",
        "point_radius:[-73.57 45.50    | unbalanced [",
        "a ]                           | unbalanced ]"
      })
  void shouldReportInvalidRule(String rule, String problem) {
    assertThat(RuleSyntax.problem(rule)).get().asString().contains(problem);
  }
}
