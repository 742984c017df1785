package io.evilnet.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SeedRangeTest {

  @Test
  void shouldIncludeBothEnds() {
    assertThat(SeedRange.parse("3..5").all()).containsExactly(3L, 4L, 5L);
    assertThat(SeedRange.parse("7..7").all()).containsExactly(7L);
  }

  @Test
  void shouldReportExpectedFormat() {
    for (String wrong : new String[] {"", "5", "a..b", "-1..4", "1...3"}) {
      assertThatThrownBy(() -> SeedRange.parse(wrong)).hasMessageContaining("of the form 1..60");
    }
    assertThatThrownBy(() -> SeedRange.parse("5..3")).hasMessageContaining("must be ascending");
  }
}
