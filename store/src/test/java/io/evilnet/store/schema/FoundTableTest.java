package io.evilnet.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
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

  private static final TableDefinition WITH_ADDITIONAL_COLUMN =
      TableDefinition.parse(
          """
          CREATE TABLE IF NOT EXISTS k.t (
            a text,
            b bigint,
            c blob,
            PRIMARY KEY ((a), b)
          )""");

  @Test
  void shouldAcceptTableWithAdditionalColumn() {
    Map<String, String> columns = new HashMap<>(EXPECTED.columns());
    columns.put("later", "int");

    assertThatCode(() -> found(columns, List.of("b")).requireCompatible(EXPECTED, "k"))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldReportDifferenceAndRemedyForOtherColumnType() {
    assertThatThrownBy(
            () ->
                found(Map.of("a", "text", "b", "counter"), List.of("b"))
                    .requireCompatible(EXPECTED, "k"))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "table k.t has column b counter instead of bigint: it was created by another version;"
                + " drop it (DROP TABLE k.t) or set another --keyspace");
  }

  @Test
  void shouldFindMissingColumn() {
    FoundTable found = found(Map.of("a", "text", "b", "bigint"), List.of("b"));

    assertThat(found.missing(WITH_ADDITIONAL_COLUMN)).containsExactly("c");
    assertThat(WITH_ADDITIONAL_COLUMN.addColumn("k", "c"))
        .isEqualTo("ALTER TABLE k.t ADD IF NOT EXISTS c blob");
    assertThatCode(() -> found.requireCompatible(WITH_ADDITIONAL_COLUMN, "k"))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldRejectOtherPrimaryKey() {
    assertThatThrownBy(() -> found(EXPECTED.columns(), List.of()).requireCompatible(EXPECTED, "k"))
        .hasMessageContaining("has the primary key [a], [] instead of [a], [b]");
  }

  private static FoundTable found(Map<String, String> columns, List<String> clusteringKey) {
    return new FoundTable(columns, List.of("a"), clusteringKey, 0);
  }
}
