package io.evilnet.bench.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {

  private final Results results =
      new Results(new Workload(5_000, 1_000, 6, 2, 1), List.of("b0", "b1", "ours"));

  @Test
  void shouldWriteMediansSpreadAndRatios() {
    add(300, 100, 200);
    add(400, 50, 100.4);
    add(310, 60, 150);

    assertThat(results.json())
        .hasToString(
            """
            {"ours":150,"b0":310,"b1":60,"rows_equal":true,"posts":5000,"rounds":3,\
            "cities":1000,"partitions":6,"hours":2,"instances":1,\
            "spread":{"b0":{"min":300,"max":400},"b1":{"min":50,"max":100},"ours":{"min":100,"max":200}},\
            "ratios":{"b0":0.484,"b1":2.5},"resources":{}}""");
  }

  @Test
  void shouldExcludeRoundWithWrongRows() {
    add(300, 100, 200);
    results.add(Map.of("b0", Optional.of(300.0), "b1", Optional.of(1.0), "ours", Optional.empty()));

    assertThat(results.rowsEqual()).isFalse();
    assertThat(results.json().path("rows_equal").asBoolean()).isFalse();
    assertThat(results.json().path("ours").asLong()).isEqualTo(200);
  }

  @Test
  void shouldHaveNoFigureWithoutCorrectRound() {
    results.add(Map.of("b0", Optional.of(300.0), "b1", Optional.of(1.0), "ours", Optional.empty()));

    assertThat(results.json().path("ours").isNull()).isTrue();
    assertThat(results.json().path("ratios").path("b0").isNull()).isTrue();
    assertThat(results.summary()).last().asString().endsWith("-");
  }

  @Test
  void shouldPrintOneLinePerRound() {
    assertThat(results.heading()).isEqualTo("posts/s         b0         b1       ours  rows");
    assertThat(add(312_345.6, 88_000, 60_000))
        .isEqualTo("1          312,346     88,000     60,000  equal");
    assertThat(results.summary())
        .containsExactly(
            "median     312,346     88,000     60,000",
            "min        312,346     88,000     60,000",
            "max        312,346     88,000     60,000",
            "ratio         0.19       0.68       1.00");
  }

  @Test
  void shouldPrintResourcesOfStreamsApp() {
    add(300, 100, 200);
    results.addResources(
        List.of(Map.of(Resource.BROKERS_CPU, 2.5), Map.of(Resource.BROKERS_CPU, 3.0)));

    assertThat(results.summary())
        .last()
        .isEqualTo("ours: CPU of both brokers 2.75 s/million posts");
    assertThat(results.json().path("resources"))
        .hasToString("{\"brokers_cpu_seconds_per_million_posts\":2.75}");
  }

  private String add(double b0, double b1, double ours) {
    return results.add(
        Map.of("b0", Optional.of(b0), "b1", Optional.of(b1), "ours", Optional.of(ours)));
  }
}
