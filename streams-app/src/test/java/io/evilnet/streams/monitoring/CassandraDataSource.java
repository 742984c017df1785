package io.evilnet.streams.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs queries like Grafana with its data source hadesarchitect-cassandra-datasource 3.3: variables
 * are interpolated in the formats of Grafana, then the time range in milliseconds, and the result
 * is split into a frame per value of the first column.
 */
final class CassandraDataSource {

  /** A frame: the rows with the same value in the first column, in the order of the result. */
  record Frame(String name, List<String> columns, List<DataType> types, List<List<Object>> rows) {}

  static final Set<DataType> NUMBERS = Set.of(DataTypes.INT, DataTypes.BIGINT, DataTypes.DOUBLE);

  private static final Set<DataType> KNOWN =
      Set.of(
          DataTypes.TEXT, DataTypes.INT, DataTypes.BIGINT, DataTypes.DOUBLE, DataTypes.TIMESTAMP);

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::(\\w+))?}");

  private final CqlSession session;
  private final String keyspace;

  /**
   * @param keyspace keyspace of the provisioned data source, which queries omit
   */
  CassandraDataSource(CqlSession session, String keyspace) {
    this.session = session;
    this.keyspace = keyspace;
  }

  /** Runs the query of a panel over a time range. */
  List<Frame> query(
      JsonNode target, Map<String, List<String>> variables, Instant from, Instant to) {
    assertThat(target.path("queryType").asText()).as("type of the query").isEqualTo("query");
    assertThat(target.path("rawQuery").asBoolean())
        .as("variables are interpolated in raw queries only")
        .isTrue();
    String cql =
        withVariables(target.path("target").asText(), variables)
            .replace("$__timeFrom", Long.toString(from.toEpochMilli()))
            .replace("$__timeTo", Long.toString(to.toEpochMilli()));
    return select(cql);
  }

  /** Runs the query of a variable; returns labels (second column) by value (first column). */
  Map<String, String> variable(JsonNode variable, Map<String, List<String>> variables) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Frame frame : select(withVariables(variable.at("/query/query").asText(), variables))) {
      for (List<Object> row : frame.rows()) {
        values.put(row.get(0).toString(), row.get(Math.min(1, row.size() - 1)).toString());
      }
    }
    return values;
  }

  private static String withVariables(String query, Map<String, List<String>> variables) {
    return VARIABLE
        .matcher(query)
        .replaceAll(
            found -> {
              List<String> values = variables.get(found.group(1));
              assertThat(values).as("the variable " + found.group(1)).isNotNull();
              return Matcher.quoteReplacement(formatted(values, found.group(2)));
            });
  }

  private static String formatted(List<String> values, String format) {
    // Without this format, a quote in a name could end the string.
    assertThat(format).as("the format of " + values).isEqualTo("sqlstring");
    return values.stream()
        .map(value -> "'" + value.replace("'", "''") + "'")
        .collect(Collectors.joining(","));
  }

  private List<Frame> select(String cql) {
    assertThat(cql.strip().toUpperCase(Locale.ROOT)).startsWith("SELECT ");
    assertThat(cql).doesNotContain("$").doesNotContainIgnoringCase("allow filtering");
    ResultSet found = session.execute(SimpleStatement.newInstance(cql).setKeyspace(keyspace));
    List<String> columns = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (ColumnDefinition column : found.getColumnDefinitions()) {
      columns.add(column.getName().asInternal());
      types.add(column.getType());
    }
    assertThat(types).as("one unknown type fails the whole query: " + cql).isSubsetOf(KNOWN);
    Map<String, Frame> frames = new LinkedHashMap<>();
    for (Row row : found) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        values.add(row.isNull(i) ? valueOfNull(types.get(i)) : row.getObject(i));
      }
      frames
          .computeIfAbsent(
              values.get(0).toString(), name -> new Frame(name, columns, types, new ArrayList<>()))
          .rows()
          .add(values);
    }
    return List.copyOf(frames.values());
  }

  /** Returns the value of a null, since the driver of the data source has no nulls. */
  private static Object valueOfNull(DataType type) {
    if (type.equals(DataTypes.TEXT)) {
      return "";
    }
    return type.equals(DataTypes.TIMESTAMP) ? Instant.parse("0001-01-01T00:00:00Z") : 0L;
  }
}
