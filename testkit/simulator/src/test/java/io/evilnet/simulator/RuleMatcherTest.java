package io.evilnet.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.simulator.RuleBook.Rule;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RuleMatcherTest {

  private static final SimulatedPlace TORONTO =
      new SimulatedPlace(
          "3797791ff9c0e4c6", "city", "Toronto", "Toronto, Ontario", "-79.6,43.5,-79.1,43.9", "");

  private static final SimulatedLine FROM_TORONTO = new SimulatedLine(new byte[0], TORONTO);
  private static final SimulatedLine WITHOUT_PLACE = new SimulatedLine(new byte[0], null);

  @Test
  void shouldMatchPostsOfCountry() {
    assertThat(matches("place_country:CA")).isTrue();
    assertThat(matches("place_country:ca")).isTrue();
    assertThat(matches("place_country:US")).isFalse();
    assertThat(matches("place_country:US", "place_country:CA")).isTrue();
  }

  @Test
  void shouldMatchPostsOfAnyAlternative() {
    assertThat(matches("place_country:US OR place_country:CA")).isTrue();
    assertThat(matches("place_country:US OR place:\"toronto, ontario\" OR place:Ottawa")).isTrue();
    assertThat(matches("place_country:US OR place_country:MX")).isFalse();
    assertThat(RuleMatcher.isSupported("place_country:US OR cats")).isFalse();
  }

  @Test
  void shouldMatchPostsOfPlace() {
    assertThat(matches("place:Toronto")).isTrue();
    assertThat(matches("place:\"toronto, ontario\"")).isTrue();
    assertThat(matches("place:3797791ff9c0e4c6")).isTrue();
    assertThat(matches("place:Ottawa")).isFalse();
  }

  @Test
  void shouldMatchPostsEntirelyWithinBox() {
    assertThat(matches("bounding_box:[-80 43 -79 44]")).isTrue();
    assertThat(matches("bounding_box:[-79.5 43 -79 44]")).isFalse();
  }

  @Test
  void shouldNotMatchPostsWithoutPlace() {
    assertThat(matcher("place_country:CA").matching(WITHOUT_PLACE)).isEmpty();
    assertThat(matcher().matching(FROM_TORONTO)).isEmpty();
  }

  @Test
  void shouldMatchEveryPostForUnsupportedRule() {
    RuleMatcher matcher = matcher("place_country:US", "cats has:images");
    assertThat(matcher.matching(WITHOUT_PLACE))
        .extracting(Rule::value)
        .containsExactly("cats has:images");
    assertThat(RuleMatcher.isSupported("cats has:images")).isFalse();
    assertThat(RuleMatcher.isSupported("place_country:CA")).isTrue();
  }

  private static boolean matches(String... rules) {
    return !matcher(rules).matching(FROM_TORONTO).isEmpty();
  }

  private static RuleMatcher matcher(String... rules) {
    return RuleMatcher.of(Arrays.stream(rules).map(value -> new Rule("1", value, "")).toList());
  }
}
