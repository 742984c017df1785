package io.evilnet.bench.catchup;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Compares the table {@code counts_by_window} of a keyspace with the expected rows. */
final class StoredRows {

  /** Page size; a window of up to as many cities is read with one request. */
  private static final int PAGE_ROWS = 10_000;

  /** Windows read concurrently. */
  private static final int CONCURRENCY = 16;

  /** Maximum number of reported rows. */
  private static final int MAX_SHOWN = 5;

  private static final Duration READ_TIMEOUT = Duration.ofMinutes(1);

  private final CqlSession session;
  private final String keyspace;
  private final Map<Instant, Map<String, Row>> expected;

  /** Windows not yet equal, oldest first, as they are written. */
  private final List<Instant> different;

  StoredRows(CqlSession session, String keyspace, Map<Instant, Map<String, Row>> expected) {
    this.session = session;
    this.keyspace = keyspace;
    this.expected = expected;
    this.different = new ArrayList<>(new TreeSet<>(expected.keySet()));
  }

  /**
   * Returns whether all rows are equal. Reads windows in batches until one differs, because
   * Cassandra is writing on the same cores. Totals never decrease, so an equal window is not read
   * again.
   */
  boolean areEqual() throws IOException {
    try {
      boolean areEqual = true;
      while (areEqual && !different.isEmpty()) {
        List<Instant> some = List.copyOf(next(different, 0));
        Map<Instant, Map<String, Row>> read = read(some);
        different.removeAll(
            some.stream().filter(start -> read.get(start).equals(expected.get(start))).toList());
        areEqual = some.stream().noneMatch(different::contains);
      }
      return areEqual;
    } catch (CompletionException e) {
      if (e.getCause() instanceof InvalidQueryException) {
        return false; // The table does not exist yet.
      }
      throw new IOException("Cassandra did not respond: " + e.getCause(), e);
    }
  }

  /** Returns the number of windows that are not equal yet. */
  int differentWindows() {
    return different.size();
  }

  /** Reads all rows and returns a description of those that differ; empty without any. */
  String differences() throws IOException {
    List<String> differences = new ArrayList<>();
    Set<Instant> all = new TreeSet<>(expected.keySet());
    for (var row : session.execute(windows())) {
      all.add(row.getInstant("window_start"));
    }
    List<Instant> starts = List.copyOf(all);
    try {
      for (int from = 0; from < starts.size(); from += CONCURRENCY) { // bounds the memory
        read(next(starts, from))
            .forEach(
                (start, stored) -> {
                  Map<String, Row> expectedRows = expected.getOrDefault(start, Map.of());
                  Set<String> cities = new TreeSet<>(expectedRows.keySet());
                  cities.addAll(stored.keySet());
                  for (String city : cities) {
                    if (!Objects.equals(stored.get(city), expectedRows.get(city))) {
                      differences.add(
                          "%s %s: %s, expected %s"
                              .formatted(start, city, stored.get(city), expectedRows.get(city)));
                    }
                  }
                });
      }
    } catch (CompletionException e) {
      throw new IOException("Cassandra did not respond: " + e.getCause(), e);
    }
    return differences.isEmpty()
        ? ""
        : String.format(
            Locale.ROOT,
            "%,d rows differ from the recount: %s",
            differences.size(),
            String.join("; ", differences.subList(0, Math.min(differences.size(), MAX_SHOWN))));
  }

  private static List<Instant> next(List<Instant> starts, int from) {
    return starts.subList(from, Math.min(from + CONCURRENCY, starts.size()));
  }

  private Map<Instant, Map<String, Row>> read(List<Instant> starts) {
    Map<Instant, CompletableFuture<Map<String, Row>>> reads = new TreeMap<>();
    for (Instant start : starts) {
      reads.put(
          start,
          session
              .executeAsync(window(start))
              .thenCompose(page -> addRows(page, new HashMap<>()))
              .toCompletableFuture());
    }
    Map<Instant, Map<String, Row>> rows = new TreeMap<>();
    reads.forEach((start, read) -> rows.put(start, read.join()));
    return rows;
  }

  private static CompletionStage<Map<String, Row>> addRows(
      AsyncResultSet page, Map<String, Row> rows) {
    page.currentPage()
        .forEach(
            row ->
                rows.put(
                    row.getString("city_id"),
                    new Row(row.getLong("tweets"), row.getLong("retweets"), row.getLong("users"))));
    return page.hasMorePages()
        ? page.fetchNextPage().thenCompose(next -> addRows(next, rows))
        : CompletableFuture.completedFuture(rows);
  }

  private SimpleStatement windows() {
    return SimpleStatement.newInstance("SELECT DISTINCT window_start FROM " + table())
        .setTimeout(READ_TIMEOUT);
  }

  private SimpleStatement window(Instant start) {
    return SimpleStatement.newInstance(
            "SELECT city_id, tweets, retweets, users FROM " + table() + " WHERE window_start = ?",
            start)
        .setPageSize(PAGE_ROWS)
        .setTimeout(READ_TIMEOUT);
  }

  private String table() {
    return keyspace + ".counts_by_window";
  }
}
