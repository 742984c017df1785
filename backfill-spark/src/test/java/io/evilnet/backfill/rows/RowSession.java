package io.evilnet.backfill.rows;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.ColumnDefinition;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import com.datastax.oss.driver.internal.core.cql.DefaultColumnDefinitions;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A mock session that records the keys of inserted cities and countries. */
final class RowSession {

  /** Simulates the termination of the writing process. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final Pattern MARKER = Pattern.compile(":(\\w+)");
  private static final Pattern INSERT = Pattern.compile("INSERT INTO k\\.(\\w+) .*");
  private static final Map<String, DataType> NUMBERS =
      Map.of(
          "latitude", DataTypes.DOUBLE,
          "longitude", DataTypes.DOUBLE,
          "written", DataTypes.BIGINT);

  private final Set<String> written = new TreeSet<>();
  private int writesLeft = Integer.MAX_VALUE;

  /** Simulates the termination of the process after a number of writes. */
  void endAfter(int writes) {
    writesLeft = writes;
  }

  /** Returns the table and key of each row. */
  Set<String> written() {
    return written;
  }

  CqlSession session() {
    return proxy(
        CqlSession.class,
        (session, method, arguments) ->
            arguments[0] instanceof SimpleStatement statement
                ? prepared(statement.getQuery())
                : execute((BoundStatement) arguments[0]));
  }

  private ResultSet execute(BoundStatement statement) {
    String country = statement.getString("country_code");
    var insert = INSERT.matcher(statement.getPreparedStatement().getQuery());
    if (!insert.matches()) {
      return cities("cities " + country + " ");
    }
    if (writesLeft-- <= 0) {
      throw new Killed();
    }
    boolean isCity = statement.getPreparedStatement().getVariableDefinitions().contains("city_id");
    written.add(
        insert.group(1) + " " + country + (isCity ? " " + statement.getString("city_id") : ""));
    return null;
  }

  private ResultSet cities(String prefix) {
    Iterator<Row> rows =
        written.stream()
            .filter(row -> row.startsWith(prefix))
            .map(row -> row.substring(prefix.length()))
            .map(id -> proxy(Row.class, (row, method, arguments) -> id))
            .toList()
            .iterator();
    return proxy(
        ResultSet.class,
        (result, method, arguments) ->
            switch (method.getName()) {
              case "iterator" -> rows;
              case "getAvailableWithoutFetching" -> 0;
              default -> InvocationHandler.invokeDefault(result, method, arguments);
            });
  }

  private static PreparedStatement prepared(String cql) {
    List<ColumnDefinition> variables = new ArrayList<>();
    MARKER
        .matcher(cql)
        .results()
        .map((MatchResult marker) -> marker.group(1))
        .distinct()
        .forEach(name -> variables.add(variable(name)));
    var definitions = DefaultColumnDefinitions.valueOf(variables);
    return proxy(
        PreparedStatement.class,
        (statement, method, arguments) ->
            switch (method.getName()) {
              case "getQuery" -> cql;
              case "getVariableDefinitions" -> definitions;
              default ->
                  new BoundStatementBuilder(
                      (PreparedStatement) statement,
                      definitions,
                      new ByteBuffer[variables.size()],
                      null,
                      null,
                      null,
                      null,
                      null,
                      Map.of(),
                      true,
                      false,
                      0,
                      null,
                      0,
                      null,
                      null,
                      null,
                      CodecRegistry.DEFAULT,
                      ProtocolVersion.DEFAULT);
            });
  }

  private static ColumnDefinition variable(String name) {
    return proxy(
        ColumnDefinition.class,
        (column, method, arguments) ->
            method.getName().equals("getType")
                ? NUMBERS.getOrDefault(name, DataTypes.TEXT)
                : CqlIdentifier.fromInternal(name));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(RowSession.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
