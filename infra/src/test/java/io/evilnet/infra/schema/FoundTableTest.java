package io.evilnet.infra.schema;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoundTableTest {

  private static final TableDefinition EXPECTED =
      TableDefinition.parse(
          """
          CREATE TABLE IF NOT EXISTS k.t (
            a text,
            b bigint,
            PRIMARY KEY ((a), b)
          )""");

  @Test
  void shouldAcceptATableWithOneColumnMore() {
    Map<String, String> columns = new HashMap<>(EXPECTED.columns());
    columns.put("later", "int");

    assertThatCode(() -> found(columns, List.of("b")).refuseOtherThan(EXPECTED, "k"))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhatDiffersAndTheRemedyWhenAColumnHasAnotherType() {
    assertThatThrownBy(
            () ->
                found(Map.of("a", "text", "b", "counter"), List.of("b"))
                    .refuseOtherThan(EXPECTED, "k"))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "table k.t has column b counter instead of bigint: it was made by another version;"
                + " drop it (DROP TABLE k.t) or use another --keyspace");
  }

  @Test
  void shouldSayWhatDiffersWhenAColumnIsMissing() {
    assertThatThrownBy(
            () -> found(Map.of("a", "text"), List.of("b")).refuseOtherThan(EXPECTED, "k"))
        .hasMessageContaining("column b missing instead of bigint");
  }

  @Test
  void shouldRefuseAnotherKey() {
    assertThatThrownBy(() -> found(EXPECTED.columns(), List.of()).refuseOtherThan(EXPECTED, "k"))
        .hasMessageContaining("is keyed by [a], [] instead of [a], [b]");
  }

  private static FoundTable found(Map<String, String> columns, List<String> clusteringKey) {
    return new FoundTable(columns, List.of("a"), clusteringKey, 0);
  }
}
