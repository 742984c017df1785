package io.evilnet.streams.read;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Reads a result to its end, page by page. */
final class Pages {

  private Pages() {}

  static <T> CompletableFuture<List<T>> readAll(
      CompletionStage<AsyncResultSet> first, Function<Row, T> read) {
    return append(new ArrayList<>(), first, read).toCompletableFuture();
  }

  private static <T> CompletionStage<List<T>> append(
      List<T> rows, CompletionStage<AsyncResultSet> page, Function<Row, T> read) {
    return page.thenCompose(
        result -> {
          result.currentPage().forEach(row -> rows.add(read.apply(row)));
          return result.hasMorePages()
              ? append(rows, result.fetchNextPage(), read)
              : CompletableFuture.completedFuture(rows);
        });
  }
}
