package io.evilnet.infra.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.infra.cluster.LocalCluster;
import io.evilnet.infra.settings.CassandraSettings;
import io.evilnet.infra.settings.HostPort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaIT {

  private static LocalCluster cluster;
  private static CqlSession session;

  @BeforeAll
  static void start(@TempDir Path directory) {
    cluster = LocalCluster.in(directory).withoutKafka().start();
    session = CassandraSessions.openForService(settings("any", Duration.ofDays(1)));
  }

  @AfterAll
  static void stop() {
    session.close();
    cluster.close();
  }

  @Test
  void shouldCreateEverythingOnceAndThenFindItValid() {
    Schema schema = schema("creates", Duration.ofDays(1));

    schema.ensure();
    schema.ensure();
    schema.validate();

    assertThat(ttls("creates"))
        .containsExactlyInAnyOrder(
            "backfill_runs 7776000",
            "cities 0",
            "countries 0",
            "counts_by_city 86400",
            "counts_by_window 86400",
            "ingest_gaps 7776000",
            "ranking 3600",
            "windows 86400");
  }

  @Test
  void shouldAlterLifetimeAndCompactionWhenTheSettingChanges() {
    schema("alters", Duration.ofDays(1)).ensure();
    schema("alters", Duration.ofDays(2)).ensure();

    assertThat(ttls("alters")).contains("counts_by_city 172800", "windows 172800", "ranking 3600");
    assertThat(
            session
                .execute(
                    "SELECT compaction FROM system_schema.tables WHERE keyspace_name = 'alters' AND table_name = 'windows'")
                .one()
                .getMap("compaction", String.class, String.class))
        .containsEntry("compaction_window_size", "120")
        .containsEntry("compaction_window_unit", "MINUTES");
  }

  @Test
  void shouldMakeWhatIsMissingWhenATableWasDropped() {
    Schema schema = schema("repairs", Duration.ofDays(1));
    schema.ensure();
    session.execute("DROP TABLE repairs.windows");

    assertThatThrownBy(schema::validate)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageStartingWith("table repairs.windows is not in Cassandra yet: start");
    schema.ensure();
    schema.validate();
  }

  @Test
  void shouldAddAColumnToTheTablesOfAnEarlierVersion() {
    Schema schema = schema("extends", Duration.ofDays(1));
    schema.ensure();
    session.execute("ALTER TABLE extends.counts_by_city DROP users_sketch");

    assertThatThrownBy(schema::validate)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "table extends.counts_by_city has no column users_sketch yet: start the streams app of"
                + " this version, which adds it (./start-all.sh)");
    schema.ensure();
    schema.validate();
  }

  @Test
  void shouldRefuseATableOfAnotherVersion() {
    Schema schema = schema("refuses", Duration.ofDays(1));
    schema.ensure();
    session.execute("DROP TABLE refuses.ranking");
    session.execute("CREATE TABLE refuses.ranking (metric text PRIMARY KEY)");

    assertThatThrownBy(schema::ensure)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("table refuses.ranking is keyed by [metric], [] instead of")
        .hasMessageContaining("DROP TABLE refuses.ranking");
  }

  @Test
  void shouldSayWhoMakesTheKeyspaceWhenThereIsNone() {
    assertThatThrownBy(() -> schema("nowhere", Duration.ofDays(1)).validate())
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageStartingWith("keyspace nowhere is not in Cassandra yet: start the streams app");
  }

  @Test
  void shouldSayWhereItLookedWhenNoNodeAnswers() {
    CassandraSettings nobody =
        new CassandraSettings(
            List.of(HostPort.parse("127.0.0.1:1")), "datacenter1", "k", 1, Duration.ofDays(1));

    assertThatThrownBy(() -> CassandraSessions.openForCommand(nobody))
        .isInstanceOf(CassandraUnavailableException.class)
        .hasMessageStartingWith("Cassandra does not answer at 127.0.0.1:1: start it with");
  }

  private static List<String> ttls(String keyspace) {
    return session
        .execute(
            "SELECT table_name, default_time_to_live FROM system_schema.tables WHERE keyspace_name = ?",
            keyspace)
        .all()
        .stream()
        .map((Row row) -> row.getString(0) + " " + row.getInt(1))
        .toList();
  }

  private static Schema schema(String keyspace, Duration ttl) {
    return new Schema(session, settings(keyspace, ttl));
  }

  private static CassandraSettings settings(String keyspace, Duration ttl) {
    return new CassandraSettings(
        List.of(cluster.cassandraContactPoint()), "datacenter1", keyspace, 1, ttl);
  }
}
