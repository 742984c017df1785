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

  /** More than there are cities: a window comes as a whole. */
  private static final int PAGE_ROWS = 10 * TopicFill.CITIES;

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

  /** Reads everything; returns how many rows are missing, different or too many. */
  long differences() throws IOException {
    long differences = 0;
    Set<Instant> starts = new HashSet<>(expected.keySet());
    for (var row : session.execute(windows())) {
      starts.add(row.getInstant("window_start"));
    }
    try {
      for (Map.Entry<Instant, Map<String, Row>> window : read(starts).entrySet()) {
        Map<String, Row> right = expected.getOrDefault(window.getKey(), Map.of());
        Set<String> cities = new HashSet<>(right.keySet());
        cities.addAll(window.getValue().keySet());
        differences +=
            cities.stream()
                .filter(city -> !window.getValue().getOrDefault(city, NONE).equals(right.get(city)))
                .count();
      }
    } catch (CompletionException e) {
      throw new IOException("Cassandra does not answer: " + e.getCause(), e);
    }
    return differences;
  }

  private boolean isEqual(Instant start) {
    return read(Set.of(start)).get(start).equals(expected.get(start));
  }

  private Map<Instant, Map<String, Row>> read(Set<Instant> starts) {
    Map<Instant, CompletionStage<AsyncResultSet>> asked = new HashMap<>();
    starts.forEach(start -> asked.put(start, session.executeAsync(window(start))));
    Map<Instant, Map<String, Row>> windows = new HashMap<>();
    asked.forEach((start, rows) -> windows.put(start, rows(rows.toCompletableFuture().join())));
    return windows;
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

  private static Map<String, Row> rows(AsyncResultSet page) {
    Map<String, Row> rows = new HashMap<>();
    page.currentPage()
        .forEach(
            row ->
                rows.put(
                    row.getString("city_id"),
                    new Row(row.getLong("tweets"), row.getLong("retweets"), row.getLong("users"))));
    return rows;
  }

  private String table() {
    return keyspace + ".counts_by_window";
  }
}
