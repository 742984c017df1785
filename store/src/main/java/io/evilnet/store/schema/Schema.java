package io.evilnet.store.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.evilnet.store.session.CassandraSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keyspace and tables of {@code evilnet.cql}. */
public final class Schema {

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  /** CREATE TABLE waits for schema agreement of all nodes. */
  private static final Duration DDL_TIMEOUT = Duration.ofSeconds(30);

  private final CqlSession session;
  private final String keyspace;
  private final SchemaScript script;
  private final Set<String> otherTtls = new HashSet<>();
  private boolean isTtlEnsured;

  public Schema(CqlSession session, CassandraSettings settings) {
    this.session = session;
    this.keyspace = settings.keyspace();
    this.script = SchemaScript.of(settings);
  }

  /**
   * Creates missing tables and columns, and alters the TTL if it differs. Only reads if the schema
   * is up to date. Later calls only log a differing TTL, since two processes with different
   * settings would alter it in turn.
   *
   * @throws SchemaMismatchException if a table with another key or other types exists
   */
  public void ensure() {
    ensure(() -> {});
  }

  /**
   * As {@link #ensure()}, with a callback.
   *
   * @param missing called before missing tables are created, which may fail partially
   * @throws SchemaMismatchException if a table with another key or other types exists
   */
  public void ensure(Runnable missing) {
    Map<String, FoundTable> found = find();
    if (!found.keySet().containsAll(script.tables().stream().map(TableDefinition::name).toList())) {
      missing.run();
    }
    if (found.isEmpty()) {
      execute(script.createKeyspace());
    }
    for (TableDefinition table : script.tables()) {
      FoundTable existing = found.get(table.name());
      if (existing == null) {
        execute(table.create());
        LOG.info("created table {}.{}", keyspace, table.name());
      } else {
        existing.requireCompatible(table, keyspace);
        addColumns(table, existing);
        ensureTtl(table, existing);
      }
    }
    isTtlEnsured = true;
  }

  /**
   * Checks that all tables exist in the form that this version requires, without changing them.
   *
   * @throws SchemaMismatchException if not
   */
  public void validate() {
    Map<String, FoundTable> found = find();
    if (found.isEmpty()) {
      throw new SchemaMismatchException(
          "keyspace %s does not exist: start streams-app, which creates it (./start-all.sh), or set --keyspace"
              .formatted(keyspace));
    }
    for (TableDefinition table : script.tables()) {
      FoundTable existing = found.get(table.name());
      if (existing == null) {
        throw new SchemaMismatchException(
            "table %s.%s does not exist: start streams-app, which creates it (./start-all.sh)"
                .formatted(keyspace, table.name()));
      }
      existing.requireCompatible(table, keyspace);
      requireColumns(table, existing);
    }
  }

  private void addColumns(TableDefinition table, FoundTable existing) {
    for (String column : existing.missing(table)) {
      execute(table.addColumn(keyspace, column));
      LOG.info("added column {} to table {}.{}", column, keyspace, table.name());
    }
  }

  private void requireColumns(TableDefinition table, FoundTable existing) {
    List<String> missing = existing.missing(table);
    if (!missing.isEmpty()) {
      throw new SchemaMismatchException(
          "table %s.%s has no column %s: start streams-app of this version, which adds it (./start-all.sh)"
              .formatted(keyspace, table.name(), missing.get(0)));
    }
  }

  private void ensureTtl(TableDefinition table, FoundTable existing) {
    if (existing.ttlSeconds() == table.ttlSeconds()) {
      return;
    }
    Duration own = Duration.ofSeconds(table.ttlSeconds());
    Duration found = Duration.ofSeconds(existing.ttlSeconds());
    if (!isTtlEnsured) {
      execute(table.alterTtl(keyspace));
      LOG.info(
          "changed the TTL of {}.{} to {} from {}; it applies to rows written from now on",
          keyspace,
          table.name(),
          own,
          found);
    } else if (otherTtls.add(table.name() + " " + found)) {
      LOG.warn(
          "the TTL of {}.{} is {} and not {}: another process has altered it; start all processes with the same counts-ttl",
          keyspace,
          table.name(),
          found,
          own);
    }
  }

  private void execute(String statement) {
    session.execute(SimpleStatement.newInstance(statement).setTimeout(DDL_TIMEOUT));
  }

  /**
   * Returns the existing tables by name, except those that another process creates or drops between
   * the two queries.
   */
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
      if (columns.containsKey(name)) {
        tables.put(name, FoundTable.of(columns.get(name), row.getInt("default_time_to_live")));
      }
    }
    return tables;
  }
}
