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

  private static final TableDefinition WITH_ONE_MORE =
      TableDefinition.parse(
          """
          CREATE TABLE IF NOT EXISTS k.t (
            a text,
            b bigint,
            c blob,
            PRIMARY KEY ((a), b)
          )""");

  @Test
  void shouldAcceptATableWithOneColumnMore() {
    Map<String, String> columns = new HashMap<>(EXPECTED.columns());
    columns.put("later", "int");

    assertThatCode(() -> found(columns, List.of("b")).refuseConflictWith(EXPECTED, "k"))
        .doesNotThrowAnyException();
  }

  @Test
  void shouldSayWhatDiffersAndTheRemedyWhenAColumnHasAnotherType() {
    assertThatThrownBy(
            () ->
                found(Map.of("a", "text", "b", "counter"), List.of("b"))
                    .refuseConflictWith(EXPECTED, "k"))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "table k.t has column b counter instead of bigint: it was created by another version;"
                + " drop it (DROP TABLE k.t) or set another --keyspace");
  }

  @Test
  void shouldFindTheColumnThatIsToBeAdded() {
    FoundTable found = found(Map.of("a", "text", "b", "bigint"), List.of("b"));

    assertThat(found.missing(WITH_ONE_MORE)).containsExactly("c");
    assertThat(WITH_ONE_MORE.addColumn("k", "c"))
        .isEqualTo("ALTER TABLE k.t ADD IF NOT EXISTS c blob");
    assertThatCode(() -> found.refuseConflictWith(WITH_ONE_MORE, "k")).doesNotThrowAnyException();
  }

  @Test
  void shouldRefuseAnotherKey() {
    assertThatThrownBy(() -> found(EXPECTED.columns(), List.of()).refuseConflictWith(EXPECTED, "k"))
        .hasMessageContaining("has the primary key [a], [] instead of [a], [b]");
  }

  private static FoundTable found(Map<String, String> columns, List<String> clusteringKey) {
    return new FoundTable(columns, List.of("a"), clusteringKey, 0);
  }
}
