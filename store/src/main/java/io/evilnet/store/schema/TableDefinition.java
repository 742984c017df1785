package io.evilnet.store.schema;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table as defined by the script.
 *
 * @param name without the keyspace
 * @param columns type by name
 * @param partitionKey its columns in order
 * @param clusteringKey its columns in order
 * @param ttlSeconds {@code default_time_to_live}; 0 disables expiry
 * @param create the statement that creates it
 */
record TableDefinition(
    String name,
    Map<String, String> columns,
    List<String> partitionKey,
    List<String> clusteringKey,
    int ttlSeconds,
    String create) {

  private static final Pattern NAME = Pattern.compile("CREATE TABLE IF NOT EXISTS \\w+\\.(\\w+)");
  private static final Pattern COLUMN = Pattern.compile("(?m)^  (\\w+) (\\w+),$");
  private static final Pattern KEY =
      Pattern.compile("PRIMARY KEY \\(\\(([^)]+)\\)(?:, )?([^)]*)\\)");
  private static final Pattern TTL = Pattern.compile("default_time_to_live = (\\d+)");
  private static final Pattern COMPACTION = Pattern.compile("compaction = (\\{[^}]+})");

  static TableDefinition parse(String create) {
    Map<String, String> columns = new LinkedHashMap<>();
    COLUMN.matcher(create).results().forEach(m -> columns.put(m.group(1), m.group(2)));
    MatchResult key = first(KEY, create);
    Matcher ttl = TTL.matcher(create);
    return new TableDefinition(
        first(NAME, create).group(1),
        columns,
        split(key.group(1)),
        split(key.group(2)),
        ttl.find() ? Integer.parseInt(ttl.group(1)) : 0,
        create);
  }

  /**
   * Returns the statement that adds one of these columns to an existing table, unless it exists.
   */
  String addColumn(String keyspace, String column) {
    return "ALTER TABLE %s.%s ADD IF NOT EXISTS %s %s"
        .formatted(keyspace, name, column, columns.get(column));
  }

  /** Returns the statement that sets the TTL of an existing table. */
  String alterTtl(String keyspace) {
    Matcher compaction = COMPACTION.matcher(create);
    return "ALTER TABLE %s.%s WITH default_time_to_live = %d%s"
        .formatted(
            keyspace,
            name,
            ttlSeconds,
            compaction.find() ? " AND compaction = " + compaction.group(1) : "");
  }

  private static MatchResult first(Pattern pattern, String create) {
    return pattern
        .matcher(create)
        .results()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + pattern + " in: " + create));
  }

  private static List<String> split(String columns) {
    return columns.isEmpty() ? List.of() : Arrays.asList(columns.split(", "));
  }
}
