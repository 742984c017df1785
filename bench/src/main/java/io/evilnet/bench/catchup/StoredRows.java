package io.evilnet.bench.catchup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** The table {@code counts_by_window} of a keyspace, held against the right rows. */
final class StoredRows {

  /** Rows of a page: a window of up to as many cities is read with one request. */
  private static final int PAGE_ROWS = 10_000;

  private static final Duration READ_WITHIN = Duration.ofMinutes(1);

  /** Stands for a row that is not there. */
  private static final Row NONE = new Row(-1, -1, -1);

  private final CqlSession session;
  private final String keyspace;
  private final Map<Instant, Map<String, Row>> expected;
  private final Deque<Instant> different;

  StoredRows(CqlSession session, String keyspace, Map<Instant, Map<String, Row>> expected) {
    this.session = session;
    this.keyspace = keyspace;
    this.expected = expected;
    this.different = new ArrayDeque<>(new TreeSet<>(expected.keySet()).descendingSet());
  }

  /**
   * Returns true when all rows are equal now. Reads one window at a time, up to the first one that
   * differs, since Cassandra is writing on the same cores. Totals only grow, so a window that was
   * equal before is not read again.
   */
  boolean areEqual() throws IOException {
    try {
      while (!different.isEmpty() && isEqual(different.getFirst())) {
        different.removeFirst();
      }
      return different.isEmpty();
    } catch (CompletionException e) {
      if (e.getCause() instanceof InvalidQueryException) {
        return false; // The table is not there yet.
      }
      throw new IOException("Cassandra does not answer: " + e.getCause(), e);
    }
  }

  /** Returns the number of windows that have not been equal yet. */
  int differentWindows() {
    return different.size();
  }

  /** Reads everything; returns how many rows are missing, different or too many. */
  long differences() throws IOException {
    long differences = 0;
    Set<Instant> starts = new HashSet<>(expected.keySet());
    for (var row : session.execute(windows())) {
      starts.add(row.getInstant("window_start"));
    }
    try {
      for (Instant start : starts) { // one at a time, which bounds the memory of both processes
        Map<String, Row> window = read(start);
        Map<String, Row> right = expected.getOrDefault(start, Map.of());
        Set<String> cities = new HashSet<>(right.keySet());
        cities.addAll(window.keySet());
        differences +=
            cities.stream()
                .filter(city -> !window.getOrDefault(city, NONE).equals(right.get(city)))
                .count();
      }
    } catch (CompletionException e) {
      throw new IOException("Cassandra does not answer: " + e.getCause(), e);
    }
    return differences;
  }

  private boolean isEqual(Instant start) {
    return read(start).equals(expected.get(start));
  }

  private Map<String, Row> read(Instant start) {
    Map<String, Row> rows = new HashMap<>();
    AsyncResultSet page = await(session.executeAsync(window(start)));
    addRows(page, rows);
    while (page.hasMorePages()) {
      page = await(page.fetchNextPage());
      addRows(page, rows);
    }
    return rows;
  }

  private static AsyncResultSet await(CompletionStage<AsyncResultSet> page) {
    return page.toCompletableFuture().join();
  }

  private SimpleStatement windows() {
    return SimpleStatement.newInstance("SELECT DISTINCT window_start FROM " + table())
        .setTimeout(READ_WITHIN);
  }

  private SimpleStatement window(Instant start) {
    return SimpleStatement.newInstance(
            "SELECT city_id, tweets, retweets, users FROM " + table() + " WHERE window_start = ?",
            start)
        .setPageSize(PAGE_ROWS)
        .setTimeout(READ_WITHIN);
  }

  private static void addRows(AsyncResultSet page, Map<String, Row> rows) {
    page.currentPage()
        .forEach(
            row ->
                rows.put(
                    row.getString("city_id"),
                    new Row(row.getLong("tweets"), row.getLong("retweets"), row.getLong("users"))));
  }

  private String table() {
    return keyspace + ".counts_by_window";
  }
}
