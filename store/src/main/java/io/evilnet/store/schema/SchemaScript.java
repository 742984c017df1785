package io.evilnet.store.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evilnet.store.session.CassandraSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * {@code evilnet.cql} with the settings substituted.
 *
 * @param createKeyspace the statement that creates the keyspace
 * @param tables the tables, in the order of the script
 */
record SchemaScript(String createKeyspace, List<TableDefinition> tables) {

  /** TimeWindowCompactionStrategy requires fewer than 50 windows per TTL. */
  private static final int COMPACTION_WINDOWS_PER_TTL = 24;

  static SchemaScript of(CassandraSettings settings) {
    List<String> statements =
        Arrays.stream(fill(read(), variables(settings)).split(";\\s*\\n"))
            .map(String::strip)
            .filter(statement -> !statement.isEmpty())
            .toList();
    return new SchemaScript(
        statements.get(0), statements.stream().skip(1).map(TableDefinition::parse).toList());
  }

  private static Map<String, String> variables(CassandraSettings settings) {
    return Map.of(
        "keyspace", settings.keyspace(),
        "datacenter", settings.datacenter(),
        "replication_factor", Integer.toString(settings.replicas()),
        "counts_ttl", Long.toString(settings.countsTtl().toSeconds()),
        "compaction_window", Long.toString(compactionMinutes(settings.countsTtl())));
  }

  static long compactionMinutes(Duration ttl) {
    return Math.max(1, ttl.dividedBy(COMPACTION_WINDOWS_PER_TTL).toMinutes());
  }

  private static String fill(String template, Map<String, String> variables) {
    String script = template.replaceAll("(?m)^--.*\\n", "");
    for (Map.Entry<String, String> variable : variables.entrySet()) {
      script = script.replace("${" + variable.getKey() + "}", variable.getValue());
    }
    return script;
  }

  private static String read() {
    try (InputStream script = SchemaScript.class.getResourceAsStream("evilnet.cql")) {
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
