package io.evilnet.store.table;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/** A table of a keyspace and its statements. */
abstract class Table {

  /** The partition key of tables with a single partition. */
  static final String ALL = "all";

  final CqlSession session;
  private final String qualifiedName;
  final Prepared insert;

  /**
   * @param columns the columns, each bound under its own name
   * @param using conditions and options appended to the insert
   */
  Table(CqlSession session, String keyspace, String name, String columns, String using) {
    this.session = session;
    this.qualifiedName = keyspace + "." + name;
    this.insert =
        prepared(
            "INSERT INTO %s (%s) VALUES (:%s) %s"
                .formatted(qualifiedName, columns, columns.replace(", ", ", :"), using));
  }

  /** Prepares the insert, so that binding does not block afterwards. */
  public final void prepareInsert() {
    insert.statement();
  }

  final Prepared select(String columns, String where) {
    return prepared("SELECT %s FROM %s %s".formatted(columns, qualifiedName, where));
  }

  final Prepared delete(String where) {
    return prepared("DELETE FROM %s %s".formatted(qualifiedName, where));
  }

  final Prepared update(String set) {
    return prepared("UPDATE %s %s".formatted(qualifiedName, set));
  }

  private Prepared prepared(String cql) {
    return new Prepared(session, cql);
  }

  final ResultSet execute(BoundStatementBuilder statement) {
    return session.execute(statement.build());
  }

  /** Reads all rows of a result, page by page. */
  final <T> CompletableFuture<List<T>> readAll(
      BoundStatementBuilder statement, Function<Row, T> read) {
    return readAll(statement, row -> true, read);
  }

  /** Reads the rows that match a predicate, page by page; other rows are discarded immediately. */
  final <T> CompletableFuture<List<T>> readAll(
      BoundStatementBuilder statement, Predicate<Row> matches, Function<Row, T> read) {
    return append(new ArrayList<>(), session.executeAsync(statement.build()), matches, read)
        .toCompletableFuture();
  }

  private static <T> CompletionStage<List<T>> append(
      List<T> rows,
      CompletionStage<AsyncResultSet> page,
      Predicate<Row> matches,
      Function<Row, T> read) {
    return page.thenCompose(
        result -> {
          for (Row row : result.currentPage()) {
            if (matches.test(row)) {
              rows.add(read.apply(row));
            }
          }
          return result.hasMorePages()
              ? append(rows, result.fetchNextPage(), matches, read)
              : CompletableFuture.completedFuture(rows);
        });
  }
}
