package io.evilnet.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.evilnet.platform.settings.HostPort;
import io.evilnet.store.session.CassandraSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaScriptTest {

  private static SchemaScript script(Duration ttl) {
    return SchemaScript.of(
        new CassandraSettings(
            List.of(HostPort.parse("127.0.0.1:9042")), "datacenter1", "counts_test", 3, ttl));
  }

  private static TableDefinition table(SchemaScript script, String name) {
    return script.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldSubstituteSettings() {
    SchemaScript script = script(Duration.ofDays(1));

    assertThat(script.createKeyspace())
        .startsWith("CREATE KEYSPACE IF NOT EXISTS counts_test")
        .contains("'datacenter1': 3");
    assertThat(script.tables())
        .extracting(TableDefinition::create)
        .allMatch(create -> create.startsWith("CREATE TABLE IF NOT EXISTS counts_test."))
        .noneMatch(create -> create.contains("${"))
        .noneMatch(create -> create.contains("counter"));
  }

  @Test
  void shouldParseColumnsAndKeys() {
    TableDefinition table = table(script(Duration.ofDays(1)), "counts_by_bucket");

    assertThat(table.partitionKey()).containsExactly("bucket", "day", "quarter");
    assertThat(table.clusteringKey()).containsExactly("city_id", "window_start");
    assertThat(table.columns())
        .containsEntry("city_id", "text")
        .containsEntry("day", "date")
        .containsEntry("window_start", "timestamp")
        .containsEntry("users", "bigint")
        .containsEntry("users_sketch", "blob")
        .containsEntry("received_retweets", "bigint")
        .hasSize(10);
    assertThat(table.ttlSeconds()).isEqualTo(86_400);
  }

  @Test
  void shouldAlterTtlTogetherWithCompaction() {
    assertThat(table(script(Duration.ofDays(2)), "windows").alterTtl("k"))
        .isEqualTo(
            "ALTER TABLE k.windows WITH default_time_to_live = 172800 AND compaction ="
                + " {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'MINUTES',"
                + " 'compaction_window_size': 120}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"PT1M", "PT29M", "PT25M", "PT47M", "PT1H", "PT24H", "P7D", "P365D", "P7300D"})
  void shouldUseFewerThan50CompactionWindowsForAnyTtl(Duration ttl) {
    long minutes = SchemaScript.compactionMinutes(ttl);

    assertThat((double) ttl.toMinutes() / minutes).isLessThan(50);
  }
}
