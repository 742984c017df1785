package io.evilnet.infra.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.evilnet.infra.settings.CassandraSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keyspace and tables of {@code evilnet.cql} in a Cassandra. */
public final class Schema {

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  /** Creating a table waits until all nodes agree. */
  private static final Duration DDL_TIMEOUT = Duration.ofSeconds(30);

  private final CqlSession session;
  private final String keyspace;
  private final SchemaScript script;

  public Schema(CqlSession session, CassandraSettings settings) {
    this.session = session;
    this.keyspace = settings.keyspace();
    this.script = SchemaScript.of(settings);
  }

  /**
   * Creates what is missing, tables and columns of them, and sets the lifetime of rows where it
   * differs. When nothing is to be done it only reads.
   *
   * @throws SchemaMismatchException if a table with another key or other types is in the way
   */
  public void ensure() {
    Map<String, FoundTable> found = find();
    if (found.isEmpty()) {
      execute(script.createKeyspace());
    }
    for (TableDefinition table : script.tables()) {
      FoundTable existing = found.get(table.name());
      if (existing == null) {
        execute(table.create());
        LOG.info("created table {}.{}", keyspace, table.name());
      } else {
        existing.refuseConflictWith(table, keyspace);
        addColumns(table, existing);
        ensureTtl(table, existing);
      }
    }
  }

  /**
   * Checks that all tables are there as this version needs them, changing nothing.
   *
   * @throws SchemaMismatchException if not
   */
  public void validate() {
    Map<String, FoundTable> found = find();
    if (found.isEmpty()) {
      throw new SchemaMismatchException(
          "keyspace %s is not in Cassandra yet: start the streams app, which creates it (./start-all.sh), or name another with --keyspace"
              .formatted(keyspace));
    }
    for (TableDefinition table : script.tables()) {
      FoundTable existing = found.get(table.name());
      if (existing == null) {
        throw new SchemaMismatchException(
            "table %s.%s is not in Cassandra yet: start the streams app, which creates it (./start-all.sh)"
                .formatted(keyspace, table.name()));
      }
      existing.refuseConflictWith(table, keyspace);
      refuseMissing(table, existing);
    }
  }

  private void addColumns(TableDefinition table, FoundTable existing) {
    for (String column : existing.missing(table)) {
      execute(table.addColumn(keyspace, column));
      LOG.info("added column {} to table {}.{}", column, keyspace, table.name());
    }
  }

  private void refuseMissing(TableDefinition table, FoundTable existing) {
    List<String> missing = existing.missing(table);
    if (!missing.isEmpty()) {
      throw new SchemaMismatchException(
          "table %s.%s has no column %s yet: start the streams app of this version, which adds it (./start-all.sh)"
              .formatted(keyspace, table.name(), missing.get(0)));
    }
  }

  private void ensureTtl(TableDefinition table, FoundTable existing) {
    if (existing.ttlSeconds() != table.ttlSeconds()) {
      execute(table.alterTtl(keyspace));
      LOG.info(
          "rows of {}.{} now live {} instead of {}, from their next write on",
          keyspace,
          table.name(),
          Duration.ofSeconds(table.ttlSeconds()),
          Duration.ofSeconds(existing.ttlSeconds()));
    }
  }

  private void execute(String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(DDL_TIMEOUT));
  }

  private Map<String, FoundTable> find() {
    Map<String, List<Row>> columns =
        session
            .execute(
                "SELECT table_name, column_name, type, kind, position FROM system_schema.columns WHERE keyspace_name = ?",
                keyspace)
            .all()
            .stream()
            .collect(Collectors.groupingBy(row -> row.getString("table_name")));
    Map<String, FoundTable> tables = new HashMap<>();
    for (Row row :
        session.execute(
            "SELECT table_name, default_time_to_live FROM system_schema.tables WHERE keyspace_name = ?",
            keyspace)) {
      String name = row.getString("table_name");
      tables.put(
          name,
          FoundTable.of(columns.getOrDefault(name, List.of()), row.getInt("default_time_to_live")));
    }
    return tables;
  }
}
