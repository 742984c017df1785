package io.evilnet.store.schema;

import static java.util.Comparator.comparingInt;

import com.datastax.oss.driver.api.core.cql.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An existing table in Cassandra.
 *
 * @param columns type by name
 * @param partitionKey its columns in order
 * @param clusteringKey its columns in order
 * @param ttlSeconds {@code default_time_to_live}
 */
record FoundTable(
    Map<String, String> columns,
    List<String> partitionKey,
    List<String> clusteringKey,
    int ttlSeconds) {

  /** Creates the table from rows of {@code system_schema.columns}. */
  static FoundTable of(List<Row> columns, int ttlSeconds) {
    Map<String, String> types = new HashMap<>();
    columns.forEach(row -> types.put(row.getString("column_name"), row.getString("type")));
    return new FoundTable(
        types, key(columns, "partition_key"), key(columns, "clustering"), ttlSeconds);
  }

  private static List<String> key(List<Row> columns, String kind) {
    return columns.stream()
        .filter(row -> kind.equals(row.getString("kind")))
        .sorted(comparingInt(row -> row.getInt("position")))
        .map(row -> row.getString("column_name"))
        .toList();
  }

  /** Returns the missing columns. */
  List<String> missing(TableDefinition expected) {
    return expected.columns().keySet().stream()
        .filter(column -> !columns.containsKey(column))
        .toList();
  }

  /**
   * Rejects a table with another key or other column types, which ALTER TABLE cannot fix. Unknown
   * columns are accepted.
   */
  void requireCompatible(TableDefinition expected, String keyspace) {
    if (!partitionKey.equals(expected.partitionKey())
        || !clusteringKey.equals(expected.clusteringKey())) {
      throw mismatch(
          expected,
          keyspace,
          "has the primary key %s, %s instead of %s, %s"
              .formatted(
                  partitionKey, clusteringKey, expected.partitionKey(), expected.clusteringKey()));
    }
    expected
        .columns()
        .forEach(
            (column, type) -> {
              String found = columns.getOrDefault(column, type);
              if (!type.equals(found)) {
                throw mismatch(
                    expected,
                    keyspace,
                    "has column %s %s instead of %s".formatted(column, found, type));
              }
            });
  }

  private static SchemaMismatchException mismatch(
      TableDefinition expected, String keyspace, String difference) {
    return new SchemaMismatchException(
        "table %s.%s %s: it was created by another version; drop it (DROP TABLE %s.%s) or set another --keyspace"
            .formatted(keyspace, expected.name(), difference, keyspace, expected.name()));
  }
}
