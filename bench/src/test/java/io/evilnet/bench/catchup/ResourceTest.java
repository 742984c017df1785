package io.evilnet.bench.catchup;

import static io.evilnet.bench.catchup.Resource.APPLICATION_CPU;
import static io.evilnet.bench.catchup.Resource.PEAK_MEMORY;
import static io.evilnet.bench.catchup.Resource.ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTest {

  @Test
  void shouldComputeMedianOverRunsThatMeasuredResource() {
    List<Map<Resource, Double>> runs =
        List.of(
            Map.of(APPLICATION_CPU, 10.0, PEAK_MEMORY, 4_096.0),
            Map.of(APPLICATION_CPU, 30.0),
            Map.of(APPLICATION_CPU, 11.0, PEAK_MEMORY, 8_192.0));

    assertThat(Resource.medians(runs))
        .isEqualTo(Map.of(APPLICATION_CPU, 11.0, PEAK_MEMORY, 6_144.0));
  }

  @Test
  void shouldDescribeResourcesWithUnits() {
    Map<Resource, Double> medians =
        Resource.medians(
            List.of(
                Map.of(APPLICATION_CPU, 5.25, PEAK_MEMORY, 800.0 * 1_048_576, ROWS, 1_234_567.0)));

    assertThat(Resource.describe(medians))
        .isEqualTo("CPU of streams-app 5.25 s/million posts, peak memory 800 MiB, rows 1,234,567");
  }
}
