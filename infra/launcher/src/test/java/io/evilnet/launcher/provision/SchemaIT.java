package io.evilnet.launcher.provision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.evilnet.core.CountingRules;
import io.evilnet.launcher.cluster.LocalCluster;
import io.evilnet.platform.settings.HostPort;
import io.evilnet.store.schema.Schema;
import io.evilnet.store.schema.SchemaMismatchException;
import io.evilnet.store.session.CassandraSessions;
import io.evilnet.store.session.CassandraSettings;
import io.evilnet.store.session.CassandraUnavailableException;
import io.evilnet.store.table.CountingSource;
import io.evilnet.store.table.CountingSources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaIT {

  private static final CountingRules US_RULES =
      new CountingRules(
          CountingRules.DEFAULT.window(),
          CountingRules.DEFAULT.grace(),
          CountingRules.DEFAULT.retweetKinds(),
          Set.of("US"),
          CountingRules.DEFAULT.maxAhead());

  private static LocalCluster cluster;
  private static CqlSession session;

  @BeforeAll
  static void start(@TempDir Path directory) {
    cluster = LocalCluster.in(directory).brokers(0).start();
    session = CassandraSessions.openForService(settings("any", Duration.ofDays(1)));
  }

  @AfterAll
  static void stop() {
    session.close();
    cluster.close();
  }

  @Test
  void shouldCreateValidSchemaIdempotently() {
    Schema schema = schema("creates", Duration.ofDays(1));

    schema.ensure();
    schema.ensure();
    schema.validate();

    assertThat(ttls("creates"))
        .containsExactlyInAnyOrder(
            "backfill_runs 7776000",
            "cities 0",
            "cities_by_region 0",
            "counting_sources 0",
            "countries 0",
            "counts_by_bucket 86400",
            "counts_by_window 86400",
            "ingest_gaps 7776000",
            "job_leases 0",
            "ranking 3600",
            "unusual_reports 0",
            "windows 86400");
  }

  @Test
  void shouldAlterTtlAndCompactionWhenSettingChanges() {
    schema("alters", Duration.ofDays(1)).ensure();
    schema("alters", Duration.ofDays(2)).ensure();

    assertThat(ttls("alters"))
        .contains("counts_by_bucket 172800", "windows 172800", "ranking 3600");
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
  void shouldRecreateDroppedTable() {
    Schema schema = schema("repairs", Duration.ofDays(1));
    schema.ensure();
    session.execute("DROP TABLE repairs.windows");

    assertThatThrownBy(schema::validate)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageStartingWith("table repairs.windows does not exist: start");
    schema.ensure();
    schema.validate();
  }

  @Test
  void shouldAddMissingColumnToTableOfEarlierVersion() {
    Schema schema = schema("extends", Duration.ofDays(1));
    schema.ensure();
    session.execute("ALTER TABLE extends.counts_by_bucket DROP users_sketch");

    assertThatThrownBy(schema::validate)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "table extends.counts_by_bucket has no column users_sketch: start streams-app of"
                + " this version, which adds it (./start-all.sh)");
    schema.ensure();
    schema.validate();
  }

  @Test
  void shouldRejectTableWithDifferentPrimaryKey() {
    Schema schema = schema("refuses", Duration.ofDays(1));
    schema.ensure();
    session.execute("DROP TABLE refuses.ranking");
    session.execute("CREATE TABLE refuses.ranking (metric text PRIMARY KEY)");

    assertThatThrownBy(schema::ensure)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("table refuses.ranking has the primary key [metric], [] instead of")
        .hasMessageContaining("DROP TABLE refuses.ranking");
  }

  @Test
  void shouldRecordChangeOfCountingSource() {
    schema("sources", Duration.ofDays(1)).ensure();
    CountingSources sources = new CountingSources(session, "sources");
    CountingSource canada = source("app", "topic-1", CountingRules.DEFAULT);
    CountingSource us = source("app", "topic-1", US_RULES);
    Instant at = Instant.parse("2026-11-20T14:02:03Z");
    // 14:07:03 is the latest event time of a post that may have been counted by then.
    Instant change = Instant.parse("2026-11-20T14:10:00Z");

    assertThat(sources.newest()).isEmpty();
    assertThat(sources.record("s1", canada, CountingRules.DEFAULT, at).validFrom())
        .isEqualTo(Instant.EPOCH);
    assertThat(sources.record("s2", canada, CountingRules.DEFAULT, at.plusSeconds(9)).validFrom())
        .isEqualTo(Instant.EPOCH);
    assertThat(sources.record("s1", us, US_RULES, at).validFrom()).isEqualTo(change);
    // The second instance has counted by the old rules so far.
    sources.record("s2", us, US_RULES, at.plusSeconds(300));
    sources.record("s1", us, US_RULES, at.plusSeconds(900));
    sources.record("s2", us, US_RULES, at.plusSeconds(900));

    assertThat(sources.newest())
        .contains(new CountingSources.Entry(change.plusSeconds(300), "s2", us));
    assertThat(
            sources.record(
                "s1", source("app", "topic-2", US_RULES), US_RULES, at.plusSeconds(3_600)))
        .extracting(CountingSources.Entry::validFrom)
        .isEqualTo(change.plusSeconds(3_600));
  }

  @Test
  void shouldNotClaimCountsOfEarlierVersion() {
    schema("older", Duration.ofDays(1)).ensure();
    session.execute("INSERT INTO older.windows (list, window_start) VALUES ('all', 0)");

    CountingSources.Entry entry =
        new CountingSources(session, "older")
            .record(
                "s1",
                source("app", "topic-1", US_RULES),
                US_RULES,
                Instant.parse("2026-11-20T14:02:03Z"));

    assertThat(entry.validFrom()).isEqualTo("2026-11-20T14:10:00Z");
  }

  @Test
  void shouldRejectKeyspaceOfAnotherApplication() {
    schema("taken", Duration.ofDays(1)).ensure();
    CountingSources sources = new CountingSources(session, "taken");
    sources.record("s1", source("app", "t", US_RULES), US_RULES, Instant.now());

    assertThatThrownBy(
            () -> sources.record("s1", source("app-2", "t", US_RULES), US_RULES, Instant.now()))
        .hasMessageContaining("keyspace taken contains the counts of application-id app,")
        .hasMessageContaining("--keyspace");
  }

  private static CountingSource source(String application, String topic, CountingRules rules) {
    return new CountingSource(application, topic, rules);
  }

  @Test
  void shouldReportMissingKeyspace() {
    assertThatThrownBy(() -> schema("nowhere", Duration.ofDays(1)).validate())
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageStartingWith("keyspace nowhere does not exist: start streams-app");
  }

  @Test
  void shouldReportUnreachableContactPoints() {
    CassandraSettings unreachable =
        new CassandraSettings(
            List.of(HostPort.parse("127.0.0.1:1")), "datacenter1", "k", 1, Duration.ofDays(1));

    assertThatThrownBy(() -> CassandraSessions.openForCommand(unreachable))
        .isInstanceOf(CassandraUnavailableException.class)
        .hasMessageStartingWith("Cassandra is not available at 127.0.0.1:1: start it with");
  }

  @Test
  void shouldRejectDataCenterWithoutNodes() {
    CassandraSettings unknown =
        new CassandraSettings(
            List.of(cluster.cassandraContactPoint()), "elsewhere", "k", 1, Duration.ofDays(1));

    assertThatThrownBy(() -> CassandraSessions.openForCommand(unknown))
        .isInstanceOf(CassandraUnavailableException.class)
        .hasMessageEndingWith(
            "has no node in data center elsewhere, only in datacenter1: set --cassandra-datacenter");
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
