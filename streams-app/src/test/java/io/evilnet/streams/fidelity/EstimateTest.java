package io.evilnet.streams.fidelity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  /** Simulated posts and the numbers received by sites with given losses. */
  private record Trial(List<Long> received, long union, long missed) {

    static Trial of(Random random, int posts, List<Double> losses) {
      long[] received = new long[losses.size()];
      long union = 0;
      for (int post = 0; post < posts; post++) {
        boolean any = false;
        for (int site = 0; site < received.length; site++) {
          if (random.nextDouble() >= losses.get(site)) {
            received[site]++;
            any = true;
          }
        }
        union += any ? 1 : 0;
      }
      List<Long> counts = new ArrayList<>();
      for (long count : received) {
        counts.add(count);
      }
      return new Trial(counts, union, posts - union);
    }
  }

  @Test
  void shouldUseChapmanEstimatorForTwoSites() {
    // 10 in both, 5 only in the first, 20 only in the second: 16 * 31 / 11 - 1 = 44.09 in all.
    Estimate estimate = Estimate.of(List.of(15L, 30L), 35).orElseThrow();

    assertThat(estimate.missed()).isCloseTo(44.0909 - 35, within(0.001));
    assertThat(estimate.low()).isPositive().isLessThan(estimate.missed());
    assertThat(estimate.high()).isGreaterThan(estimate.missed());
  }

  @Test
  void shouldReturnEmptyWithoutCommonPosts() {
    assertThat(Estimate.of(List.of(), 0)).isEmpty();
    assertThat(Estimate.of(List.of(10L), 10)).isEmpty();
    assertThat(Estimate.of(List.of(10L, 20L), 30)).as("nothing in common").isEmpty();
  }

  @Test
  void shouldEstimateZeroWhenOneSiteReceivedAll() {
    assertThat(Estimate.of(List.of(100L, 90L), 100)).contains(new Estimate(0, 0, 0));
    assertThat(Estimate.of(List.of(100L, 90L, 80L), 100).orElseThrow().missed())
        .isCloseTo(0, within(1e-6));
  }

  /** 300 trials with fixed seeds; too narrow an interval would fail many more of them. */
  @ParameterizedTest
  @CsvSource({
    "0.02, 0.10, 0.00",
    "0.30, 0.20, 0.00",
    "0.05, 0.05, 0.00",
    "0.10, 0.20, 0.30",
    "0.02, 0.05, 0.10"
  })
  void shouldCoverActualValueInMostTrials(double first, double second, double third) {
    List<Double> losses = third > 0 ? List.of(first, second, third) : List.of(first, second);
    int covered = 0;
    for (int seed = 0; seed < 300; seed++) {
      Trial trial = Trial.of(new Random(seed), 5_000, losses);
      Estimate estimate = Estimate.of(trial.received(), trial.union()).orElseThrow();
      covered += estimate.low() <= trial.missed() && trial.missed() <= estimate.high() ? 1 : 0;
    }

    assertThat(covered).isGreaterThan(300 * 90 / 100);
  }
}
