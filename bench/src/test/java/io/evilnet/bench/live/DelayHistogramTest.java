package io.evilnet.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DelayHistogramTest {

  private static final String BEFORE =
      """
      # TYPE delay_seconds histogram
      delay_seconds_bucket{application="a",le="0.1"} 5.0
      delay_seconds_bucket{application="a",le="0.5"} 5.0
      delay_seconds_bucket{application="a",le="+Inf"} 6.0
      delay_seconds_count{application="a"} 6.0
      other_bucket{le="0.1"} 7.0
      """;

  private static final String AFTER =
      """
      delay_seconds_bucket{application="a",le="0.1"} 103.0
      delay_seconds_bucket{application="a",le="0.5"} 105.0
      delay_seconds_bucket{application="a",le="+Inf"} 106.0
      """;

  @Test
  void shouldReturnUpperBoundOfQuantile() {
    DelayHistogram delays =
        DelayHistogram.parse(AFTER, "delay_seconds")
            .since(DelayHistogram.parse(BEFORE, "delay_seconds"));

    assertThat(delays.total()).isEqualTo(100);
    assertThat(delays.quantile(0.5)).isEqualTo(0.1);
    assertThat(delays.quantile(0.98)).isEqualTo(0.1);
    assertThat(delays.quantile(0.99)).isEqualTo(0.5);
  }

  @Test
  void shouldHaveNoFiniteBoundBeyondLastBucketOrWithoutDelays() {
    assertThat(DelayHistogram.parse(BEFORE, "delay_seconds").quantile(0.99)).isInfinite();
    assertThat(DelayHistogram.parse(BEFORE, "absent_seconds").quantile(0.5)).isNaN();
  }
}
