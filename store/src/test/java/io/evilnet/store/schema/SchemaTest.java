package io.evilnet.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.evilnet.platform.settings.HostPort;
import io.evilnet.store.session.CassandraSettings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {

  private static final CassandraSettings SETTINGS = settings(Duration.ofHours(1));
  private static final List<TableDefinition> TABLES = SchemaScript.of(SETTINGS).tables();
  private static final String WINDOWS = "windows";

  private final List<String> changes = new ArrayList<>();
  private final List<Row> columns = new ArrayList<>(columns());
  private final List<Row> tables = new ArrayList<>(tables());
  private final Schema schema = new Schema(session(), SETTINGS);

  @Test
  void shouldOnlyReadIfSchemaIsUpToDate() {
    schema.ensure();
    schema.validate();

    assertThat(changes).isEmpty();
  }

  /** The columns are read before the tables, so a table created in between has none. */
  @Test
  void shouldTreatTableWithoutColumnsAsMissing() {
    columns.removeIf(row -> WINDOWS.equals(row.getString("table_name")));

    assertThatThrownBy(schema::validate).hasMessageContaining("windows does not exist");
    schema.ensure();

    assertThat(changes)
        .singleElement()
        .asString()
        .startsWith("CREATE TABLE IF NOT EXISTS counts_test.windows");
  }

  /** Otherwise two processes with different counts-ttl would alter it in turn. */
  @Test
  void shouldAlterTtlOnlyOnce() {
    Schema other = new Schema(session(), settings(Duration.ofHours(2)));

    other.ensure();
    assertThat(changes).isNotEmpty().allMatch(change -> change.contains("_live = 7200"));

    changes.clear();
    other.ensure();
    assertThat(changes).isEmpty();
  }

  private CqlSession session() {
    return proxy(
        CqlSession.class,
        (session, method, arguments) -> {
          if (arguments[0] instanceof SimpleStatement change) {
            changes.add(change.getQuery());
            return null;
          }
          return result(
              arguments[0].toString().contains("system_schema.columns") ? columns : tables);
        });
  }

  private static ResultSet result(List<Row> rows) {
    return proxy(
        ResultSet.class,
        (result, method, arguments) -> method.getName().equals("all") ? rows : rows.iterator());
  }

  private static List<Row> columns() {
    return TABLES.stream().flatMap(SchemaTest::columns).toList();
  }

  private static Stream<Row> columns(TableDefinition table) {
    return table.columns().entrySet().stream()
        .map(
            column ->
                row(
                    Map.of(
                        "table_name",
                        table.name(),
                        "column_name",
                        column.getKey(),
                        "type",
                        column.getValue(),
                        "kind",
                        kind(table, column.getKey()),
                        "position",
                        Math.max(
                            table.partitionKey().indexOf(column.getKey()),
                            table.clusteringKey().indexOf(column.getKey())))));
  }

  private static String kind(TableDefinition table, String column) {
    if (table.partitionKey().contains(column)) {
      return "partition_key";
    }
    return table.clusteringKey().contains(column) ? "clustering" : "regular";
  }

  private static List<Row> tables() {
    return TABLES.stream()
        .map(
            table ->
                row(Map.of("table_name", table.name(), "default_time_to_live", table.ttlSeconds())))
        .toList();
  }

  private static Row row(Map<String, Object> values) {
    return proxy(Row.class, (row, method, arguments) -> values.get(arguments[0]));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(SchemaTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static CassandraSettings settings(Duration ttl) {
    return new CassandraSettings(
        List.of(HostPort.parse("127.0.0.1:9042")), "datacenter1", "counts_test", 1, ttl);
  }
}
