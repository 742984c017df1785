package io.evilnet.bench.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class FootprintTableTest {

  @Test
  void shouldHaveOneColumnPerRateAndMarginalCostOfThousandPosts() throws Exception {
    JsonNode faster = figures(1_000, 1_100, "\"cores\":0.6,\"disk reads of ingest, KiB/s\":1.0");
    JsonNode slower = figures(100, 100, "\"cores\":0.2,\"consumer lag, most\":12");

    assertThat(new FootprintTable(List.of(faster, slower)).lines())
        .containsExactly(
            "| posts/s | 100 | 1,000 | per 1,000 posts/s |",
            "|---|---:|---:|---:|",
            "| posts/s settled | 100 | 1,100 | - |",
            "| cores | 0.20 | 0.60 | 0.40 |",
            "| consumer lag, most | 12.0 | - | - |");
  }

  @Test
  void shouldFitLineToMoreThanTwoRates() throws Exception {
    List<JsonNode> measurements =
        List.of(
            figures(0, 0, "\"memory, MiB\":100"),
            figures(1_000, 1_000, "\"memory, MiB\":130"),
            figures(2_000, 2_000, "\"memory, MiB\":120"));

    assertThat(new FootprintTable(measurements).lines()).last().asString().endsWith("| 10.0 |");
  }

  @Test
  void shouldHaveNoMarginalCostForSingleRate() throws Exception {
    assertThat(new FootprintTable(List.of(figures(100, 100, "\"cores\":0.2"))).lines())
        .last()
        .isEqualTo("| cores | 0.20 | - |");
  }

  @Test
  void shouldRejectFiguresWithoutRate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FootprintTable(List.of(new JsonMapper().createObjectNode())))
        .withMessageContaining("posts/s asked for");
  }

  private static JsonNode figures(int rate, int settled, String others)
      throws JsonProcessingException {
    return new JsonMapper()
        .readTree(
            "{\"posts/s asked for\":%d,\"posts/s settled\":%d,%s}"
                .formatted(rate, settled, others));
  }
}
