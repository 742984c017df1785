package io.evilnet.ingest.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RuleMatcherTest {

  private static final SimulatedPlace TORONTO =
      new SimulatedPlace(
          "3797791ff9c0e4c6", "city", "Toronto", "Toronto, Ontario", "-79.6,43.5,-79.1,43.9", "");

  private static final SimulatedLine FROM_TORONTO = new SimulatedLine(new byte[0], TORONTO);
  private static final SimulatedLine FROM_NOWHERE = new SimulatedLine(new byte[0], null);

  @Test
  void shouldLetThroughWhatIsInTheCountry() {
    assertThat(matches("place_country:CA")).isTrue();
    assertThat(matches("place_country:ca")).isTrue();
    assertThat(matches("place_country:US")).isFalse();
    assertThat(matches("place_country:US", "place_country:CA")).isTrue();
  }

  @Test
  void shouldLetThroughWhatIsInThePlace() {
    assertThat(matches("place:Toronto")).isTrue();
    assertThat(matches("place:\"toronto, ontario\"")).isTrue();
    assertThat(matches("place:3797791ff9c0e4c6")).isTrue();
    assertThat(matches("place:Ottawa")).isFalse();
  }

  @Test
  void shouldLetThroughWhatLiesWhollyInTheBox() {
    assertThat(matches("bounding_box:[-80 43 -79 44]")).isTrue();
    assertThat(matches("bounding_box:[-79.5 43 -79 44]")).isFalse();
  }

  @Test
  void shouldHoldBackPostsWithoutAPlaceAsXDoes() {
    assertThat(RuleMatcher.of(List.of("place_country:CA")).matches(FROM_NOWHERE)).isFalse();
    assertThat(RuleMatcher.of(List.of()).matches(FROM_TORONTO)).isFalse();
  }

  @Test
  void shouldLetEverythingThroughARuleItDoesNotUnderstand() {
    RuleMatcher matcher = RuleMatcher.of(List.of("place_country:US", "cats has:images"));
    assertThat(matcher.matches(FROM_NOWHERE)).isTrue();
    assertThat(RuleMatcher.isUnderstood("cats has:images")).isFalse();
    assertThat(RuleMatcher.isUnderstood("place_country:CA")).isTrue();
  }

  private static boolean matches(String... rules) {
    return RuleMatcher.of(List.of(rules)).matches(FROM_TORONTO);
  }
}
