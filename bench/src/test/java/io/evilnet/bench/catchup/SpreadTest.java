package io.evilnet.bench.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void shouldReturnMiddleValueAsMedian() {
    assertThat(Spread.of(List.of(30.0, 10.0, 20.0))).isEqualTo(new Spread(10, 20, 30));
  }

  @Test
  void shouldReturnMeanOfMiddleValuesAsMedian() {
    assertThat(Spread.of(List.of(40.0, 10.0, 20.0, 30.0))).isEqualTo(new Spread(10, 25, 40));
  }

  @Test
  void shouldReturnSingleValueAsMinMedianAndMax() {
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7));
  }

  @Test
  void shouldRejectEmptyList() {
    assertThatThrownBy(() -> Spread.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one value");
  }
}
