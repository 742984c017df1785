package io.evilnet.bench.catchup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrowthTableTest {

  @Test
  void shouldHaveOneRowPerWorkload() {
    Results equal = new Results(new Workload(4_000_000, 10_000, 6, 2, 1), List.of("ours"));
    equal.add(Map.of("ours", Optional.of(150_000.0)));
    equal.addResources(
        List.of(
            Map.of(
                Resource.APPLICATION_CPU, 6.125,
                Resource.BROKERS_CPU, 1.5,
                Resource.STATE, 3.0 * 1_048_576,
                Resource.ROWS, 200_000.0)));
    Results different = new Results(new Workload(4_000_000, 150_000, 6, 2, 1), List.of("ours"));
    different.add(Map.of("ours", Optional.empty()));

    List<String> lines = new GrowthTable().add(equal.json()).add(different.json()).lines();

    assertThat(lines.get(0)).startsWith("| cities | partitions | instances | posts/s | CPU of");
    assertThat(lines.subList(2, 4))
        .containsExactly(
            "| 10,000 | 6 | 1 | 150,000 | 6.13 | 1.50 | - | - | 3.00 | 200,000 | - | - | equal |",
            "| 150,000 | 6 | 1 | - | - | - | - | - | - | - | - | - | DIFFERENT |");
  }

  @Test
  void shouldRejectResultsWithoutWorkload() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GrowthTable().add(JsonNodeFactory.instance.objectNode()))
        .withMessageContaining("must have cities");
  }
}
