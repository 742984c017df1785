package io.evilnet.bench.catchup;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class WorkloadTest {

  @Test
  void shouldNameOptionWithValueOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workload(0, 1, 1, 1, 1))
        .withMessage("--posts must be 1 or more, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workload(1, 1_000_001, 1, 1, 1))
        .withMessage("--cities must be 1 to 1000000, but is 1000001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workload(1, 1, 0, 1, 1))
        .withMessage("--partitions must be 1 to 1000, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workload(1, 1, 1, 10_001, 1))
        .withMessage("--hours must be 1 to 10000, but is 10001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workload(1, 1, 1, 1, 9))
        .withMessage("--instances must be 1 to 8, but is 9");
  }
}
